import { useState } from 'react';
import type { Cohort, Round } from '../../../shared/api/model.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useApp } from '../../state/app-context.tsx';
import type { ExportSubject } from '../../state/export-subject.ts';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { TimeText } from '../../state/TimeText.tsx';
import type { Answer } from '../../state/use-request.ts';
import { RoundChange } from './RoundChange.tsx';
import { RoundMembers } from './RoundMembers.tsx';

interface RoundsTabProps {
  readonly cohort: Cohort;
  readonly rounds: Answer<readonly Round[]>;
  readonly onOpen: (distinctId: string) => void;
  readonly onExport: (subject: ExportSubject) => void;
}

/** Round by round: who joined and who left. */
export function RoundsTab({ cohort, rounds, onOpen, onExport }: RoundsTabProps) {
  const { t, format } = useApp();
  const [chosen, setChosen] = useState<number | null>(null);
  if (rounds.error !== null) return <FailureNotice error={rounds.error} onAgain={rounds.again} />;
  if (rounds.value === null) {
    return (
      <div className="table-wait">
        <Skeleton lines={6} label={t.common.loading} />
      </div>
    );
  }
  const round = rounds.value.find(({ id }) => id === chosen) ?? rounds.value.at(0);
  if (round === undefined) {
    return (
      <div className="table-wait">
        <EmptyState title={t.rounds.none} text={t.rounds.text} />
      </div>
    );
  }
  return (
    <div className="rounds">
      <ol className="picker" aria-label={t.rounds.list}>
        {rounds.value.map(({ id, lastAtMs, inSinceBefore, joined, left, size }) => (
          <li key={id}>
            <button
              type="button"
              className="picker-item"
              aria-current={id === round.id ? 'true' : undefined}
              onClick={() => setChosen(id)}
            >
              <span>
                <TimeText timeMs={lastAtMs} text={format.moment(lastAtMs)} />
              </span>
              <span className="picker-change figures">
                <RoundChange inSinceBefore={inSinceBefore} joined={joined} left={left} />
              </span>
              <span className="quiet figures">{t.rounds.size(size)}</span>
            </button>
          </li>
        ))}
      </ol>
      <RoundMembers
        key={round.id}
        cohort={cohort}
        round={round}
        onOpen={onOpen}
        onExport={onExport}
      />
    </div>
  );
}
