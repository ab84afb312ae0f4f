import type { Cohort, Round } from '../../../shared/api/model.ts';
import type { NextExpected } from '../../../shared/api/rhythm-model.ts';
import { Button } from '../../components/Button.tsx';
import { SizeChart } from '../../components/SizeChart.tsx';
import { type App, useApp } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import { type ExportSubject, wholeCohort } from '../../state/export-subject.ts';
import { MemberFigure } from '../../state/MemberFigure.tsx';
import { TimeText } from '../../state/TimeText.tsx';
import { useNow } from '../../state/use-now.ts';
import { NotifySwitch } from './NotifySwitch.tsx';
import { RoundChange } from './RoundChange.tsx';

interface CohortHeaderProps {
  readonly cohort: Cohort;
  /** Newest first. */
  readonly rounds: readonly Round[];
  /** Members of another time stand below. */
  readonly isPast: boolean;
  readonly onExport: (subject: ExportSubject) => void;
}

/** Who is in, and what changed: the one large figure of the screen. */
export function CohortHeader({ cohort, rounds, isPast, onExport }: CohortHeaderProps) {
  const { t } = useApp();
  const exportAll = () => onExport(wholeCohort(cohort.id));
  return (
    <header className="cohort-header">
      <div className="cohort-title">
        <h1 dir="auto" title={cohortName(cohort, t)}>
          {cohortName(cohort, t)}
        </h1>
        {cohort.isSample && <span className="tag">{t.common.sample}</span>}
        <div className="cohort-actions">
          <NotifySwitch cohort={cohort.id} />
          <Button look="primary" onClick={exportAll}>
            {t.cohort.export}
          </Button>
        </div>
      </div>
      <div className="cohort-facts">
        <p className="cohort-figure">
          <MemberFigure cohort={cohort} />{' '}
          <span className="cohort-unit">
            {isPast ? t.cohort.memberUnitNow(cohort.members) : t.cohort.memberUnit(cohort.members)}
          </span>
        </p>
        <p className="cohort-change figures">
          <RoundChange
            inSinceBefore={rounds[0]?.inSinceBefore ?? 0}
            joined={cohort.joined}
            left={cohort.left}
          />
          {(rounds[0]?.inSinceBefore ?? 0) === 0 && <span className="quiet">{t.cohort.since}</span>}
        </p>
        <LastHeard cohort={cohort} />
      </div>
      {rounds.length > 1 && <History rounds={rounds} />}
    </header>
  );
}

function LastHeard({ cohort }: { readonly cohort: Cohort }) {
  const { t, format } = useApp();
  const nowMs = useNow();
  const { lastSyncAtMs, rhythm, nextExpected } = cohort;
  if (lastSyncAtMs === null) return <p className="quiet">{t.cohort.notHeard}</p>;
  const text =
    rhythm.kind === 'once'
      ? t.cohort.asOnce(format.moment(lastSyncAtMs))
      : t.cohort.heard(format.ago(lastSyncAtMs, nowMs));
  return (
    <p className="quiet cohort-heard">
      <TimeText timeMs={lastSyncAtMs} text={text} />
      {nextExpected !== null && (
        <>
          {' · '}
          <TimeText
            timeMs={nextExpected.atMs}
            text={nextSync(nextExpected, format.clock(nextExpected.atMs, nowMs), nowMs, t)}
          />
        </>
      )}
    </p>
  );
}

function nextSync(
  { missed, atMs }: NextExpected,
  when: string,
  nowMs: number,
  t: App['t'],
): string {
  if (missed === 0 && atMs < nowMs) return t.cohort.nextDue(when);
  return missed > 0 ? t.cohort.oneMissed(when) : t.cohort.nextExpected(when);
}

function History({ rounds }: { readonly rounds: readonly Round[] }) {
  const { t, format } = useApp();
  const points = rounds
    .map(({ id, size, joined, left }) => ({ key: id, size, joined, left }))
    .reverse();
  const describe = (index: number) => {
    const round = rounds.at(-1 - index);
    if (round === undefined) return '';
    const { lastAtMs, size, inSinceBefore, joined, left } = round;
    const isFirst = inSinceBefore > 0;
    const change = [
      ...(isFirst ? [t.cohort.firstSync] : []),
      ...(!isFirst || joined + left > 0 ? [t.common.joined(joined), t.common.left(left)] : []),
    ].join(' ');
    return `${format.moment(lastAtMs)} · ${t.cohort.memberCount(size)} · ${change}`;
  };
  const size = (point: { readonly size: number } | undefined) => format.number(point?.size ?? 0);
  const summary = t.cohort.chartSummary(size(points[0]), size(points.at(-1)), points.length);
  return <SizeChart points={points} summary={summary} describe={describe} format={format.number} />;
}
