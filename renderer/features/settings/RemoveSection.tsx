import { useState } from 'react';
import type { Cohort } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { ConfirmDialog } from '../../state/ConfirmDialog.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import { useAction } from '../../state/use-action.ts';
import { useSample } from '../../state/use-sample.ts';
import { Field } from './Field.tsx';
import { Section } from './Section.tsx';

interface RemoveSectionProps {
  readonly onAllGone: () => void;
}

/** Taking data away: the sample, a cohort, everything. */
export function RemoveSection({ onAllGone }: RemoveSectionProps) {
  const { t, api, snapshot } = useApp();
  const { act, isBusy } = useAction();
  const sample = useSample();
  const [doomed, setDoomed] = useState<Cohort | 'all' | null>(null);
  const remove = (cohort: Cohort) => {
    const name = cohortName(cohort, t);
    void act(() => api.call('cohorts.remove', { cohort: cohort.id }), t.settings.removed(name));
  };
  const removeAll = async () => {
    if (await act(() => api.call('data.removeAll', {}), t.settings.removedAll)) onAllGone();
  };
  return (
    <Section name="remove">
      {snapshot.cohorts.map((cohort) => (
        <Field
          key={cohort.id}
          label={cohortName(cohort, t)}
          hint={t.cohort.memberCount(cohort.members)}
        >
          {cohort.isSample ? (
            <Button size="small" disabled={sample.isBusy} onClick={sample.remove}>
              {t.settings.removeSample}
            </Button>
          ) : (
            <Button
              size="small"
              look="danger"
              aria-label={t.settings.removeCohort(cohortName(cohort, t))}
              disabled={isBusy}
              onClick={() => setDoomed(cohort)}
            >
              {t.settings.removeOne}
            </Button>
          )}
        </Field>
      ))}
      {snapshot.cohorts.length === 0 && <p className="quiet">{t.settings.noCohorts}</p>}
      <div>
        <Button look="danger" disabled={isBusy} onClick={() => setDoomed('all')}>
          {t.settings.removeAll}
        </Button>
      </div>
      {doomed !== null && (
        <ConfirmDialog
          title={
            doomed === 'all'
              ? t.settings.removeAllTitle
              : t.settings.removeTitle(cohortName(doomed, t))
          }
          text={doomed === 'all' ? t.settings.removeAllText : t.settings.removeText(doomed.members)}
          action={doomed === 'all' ? t.settings.removeAllConfirm : t.settings.removeConfirm}
          onConfirm={() => (doomed === 'all' ? void removeAll() : remove(doomed))}
          onClose={() => setDoomed(null)}
        />
      )}
    </Section>
  );
}
