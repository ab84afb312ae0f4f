import { StateMark } from '../../components/StateMark.tsx';
import { useApp } from '../../state/app-context.tsx';
import type { Route } from '../../state/route.ts';
import { useNow } from '../../state/use-now.ts';
import { outlookLine, type StateLine, stateWords } from './state-words.ts';

interface SideStateProps {
  readonly go: (route: Route) => void;
}

/** How Rollcall is, before all else. What wants to be looked at leads there. */
export function SideState({ go }: SideStateProps) {
  const app = useApp();
  const nowMs = useNow();
  const { kind, mark, word, detail, lines } = stateWords(app, nowMs);
  const outlook = outlookLine(app, nowMs);
  return (
    <div className="side-state">
      {/* said when it changes; "4 minutes ago" is not, every minute anew */}
      <div role="status" data-state={kind}>
        <StateMark mark={mark} word={word} />
        {lines.map((line) => (
          <Line key={line.sentence} line={line} go={go} />
        ))}
      </div>
      {detail !== null && <p className="quiet">{detail}</p>}
      {outlook !== null && <p className="quiet">{outlook}</p>}
    </div>
  );
}

function Line({ line: { sentence, leadsTo }, go }: SideStateProps & { readonly line: StateLine }) {
  if (leadsTo === null) return <p className="quiet">{sentence}</p>;
  const route: Route =
    leadsTo.screen === 'cohort'
      ? { at: 'cohort', cohort: leadsTo.cohort, tab: 'members' }
      : leadsTo.screen === 'deliveries'
        ? { at: 'deliveries', number: null }
        : { at: leadsTo.screen };
  return (
    <button type="button" className="side-lead" title={sentence} onClick={() => go(route)}>
      {sentence}
    </button>
  );
}
