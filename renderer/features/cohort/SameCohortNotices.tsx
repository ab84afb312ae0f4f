import type { Cohort } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import { useAction } from '../../state/use-action.ts';

interface SameCohortNoticesProps {
  readonly cohort: Cohort;
  /** Shows the cohort that two became. */
  readonly onMerged: (cohort: number) => void;
}

/** Asks whether a cohort and others that an earlier version kept apart from it are one. Nothing merges without an answer. */
export function SameCohortNotices({ cohort, onMerged }: SameCohortNoticesProps) {
  const { snapshot } = useApp();
  const others = snapshot.cohorts.filter(
    ({ id, sameAs }) => sameAs === cohort.id || cohort.sameAs === id,
  );
  return others.map((other) => (
    <SameCohortNotice
      key={other.id}
      from={cohort.sameAs === other.id ? cohort : other}
      other={other}
      onMerged={() => onMerged(cohort.sameAs ?? cohort.id)}
    />
  ));
}

interface SameCohortNoticeProps {
  /** The one that becomes a part of the other. */
  readonly from: Cohort;
  /** The one that is not on screen. */
  readonly other: Cohort;
  readonly onMerged: () => void;
}

function SameCohortNotice({ from, other, onMerged }: SameCohortNoticeProps) {
  const { t, api } = useApp();
  const { act, isBusy } = useAction();
  const merge = async () => {
    await api.call('cohorts.merge', { cohort: from.id });
    onMerged();
  };
  const keepApart = () => api.call('cohorts.keepApart', { cohort: from.id });
  const answers = (
    <>
      <Button size="small" disabled={isBusy} onClick={() => void act(merge, t.cohort.merged)}>
        {t.cohort.merge}
      </Button>
      <Button size="small" look="quiet" disabled={isBusy} onClick={() => void act(keepApart)}>
        {t.cohort.keepApart}
      </Button>
    </>
  );
  const { projectId, cohortId, members } = other;
  return (
    <Notice look="attention" action={answers}>
      {t.cohort.same(
        cohortName(other, t),
        [projectId, cohortId].filter(Boolean).join(' / '),
        members,
      )}
    </Notice>
  );
}
