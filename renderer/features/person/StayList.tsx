import type { AppContract } from '../../../shared/api/contract.ts';
import type { ResultOf } from '../../../shared/api/define.ts';
import { mayHaveJoinedFrom } from '../../../shared/joined-between.ts';
import { StateMark } from '../../components/StateMark.tsx';
import { useApp } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import type { Route } from '../../state/route.ts';
import { TimeText } from '../../state/TimeText.tsx';

export type Stay = ResultOf<AppContract, 'people.stays'>[number];

interface StayListProps {
  readonly stays: readonly Stay[];
  readonly go: (route: Route) => void;
}

export function StayList({ stays, go }: StayListProps) {
  const { t } = useApp();
  return (
    <section className="section" aria-labelledby="person-stays">
      <h2 id="person-stays">{t.person.stays}</h2>
      <ol className="stays">
        {stays.map((stay) => (
          <StayItem key={stay.id} stay={stay} go={go} />
        ))}
      </ol>
    </section>
  );
}

function StayItem({ stay, go }: { readonly stay: Stay; readonly go: StayListProps['go'] }) {
  const { t, format, snapshot } = useApp();
  const { joinedAtMs, inSinceBeforeMs, heardBeforeMs, leftAtMs, cohort } = stay;
  const rhythm = snapshot.cohorts.find(({ id }) => id === cohort)?.rhythm ?? { kind: 'unknown' };
  const fromMs = joinedAtMs === null ? null : mayHaveJoinedFrom(joinedAtMs, heardBeforeMs, rhythm);
  const isIn = leftAtMs === null;
  return (
    <li>
      <button
        type="button"
        className="link"
        dir="auto"
        onClick={() => go({ at: 'cohort', cohort, tab: 'members' })}
      >
        {cohortName({ name: stay.cohortName, cohortId: stay.cohortId }, t)}
      </button>
      <StateMark mark={isIn ? 'ready' : 'offline'} word={isIn ? t.person.in : t.person.out} />
      <span className="quiet">
        {joinedAtMs !== null && (
          <TimeText
            timeMs={joinedAtMs}
            text={
              fromMs === null
                ? t.person.from(format.moment(joinedAtMs))
                : t.person.between(format.moment(fromMs), format.moment(joinedAtMs))
            }
          />
        )}
        {inSinceBeforeMs !== null && (
          <TimeText
            timeMs={inSinceBeforeMs}
            text={t.person.before(format.moment(inSinceBeforeMs))}
          />
        )}
        {leftAtMs !== null && (
          <>
            {' · '}
            <TimeText timeMs={leftAtMs} text={t.person.until(format.moment(leftAtMs))} />
          </>
        )}
      </span>
    </li>
  );
}
