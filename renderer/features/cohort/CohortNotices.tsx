import type { Cohort } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import type { Route } from '../../state/route.ts';
import { TurnedAwayNotices } from '../../state/TurnedAwayNotices.tsx';
import { AwayNotice } from './AwayNotice.tsx';
import { SilenceNotice } from './SilenceNotice.tsx';
import { WholenessNotice } from './WholenessNotice.tsx';

interface CohortNoticesProps {
  readonly cohort: Cohort;
  readonly onRounds: () => void;
  readonly go: (route: Route) => void;
}

/** What must be known before the numbers are believed. */
export function CohortNotices({ cohort, onRounds, go }: CohortNoticesProps) {
  const { t, snapshot } = useApp();
  const { absence } = snapshot;
  const { arriving } = cohort;
  const seeLeft = (
    <Button size="small" onClick={onRounds}>
      {t.cohort.seeLeft}
    </Button>
  );
  return (
    <div className="cohort-notices">
      <TurnedAwayNotices cohort={cohort.id} go={go} />
      {cohort.silence !== null && <SilenceNotice silence={cohort.silence} />}
      {absence?.waiting.includes(cohort.id) && cohort.silence === null && (
        <AwayNotice absence={absence} />
      )}
      {cohort.removedMost !== null && (
        <Notice look="attention" action={seeLeft}>
          {t.cohort.removedMost}
        </Notice>
      )}
      {arriving !== null && (
        <Notice look="plain" isTicking>
          <progress max={arriving.totalPages} value={arriving.pagesReceived} aria-hidden="true" />{' '}
          {t.cohort.receiving(arriving.pagesReceived, arriving.totalPages)}
        </Notice>
      )}
      <WholenessNotice cohort={cohort} />
    </div>
  );
}
