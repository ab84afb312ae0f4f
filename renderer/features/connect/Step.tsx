import { type ReactNode, useState } from 'react';
import { useApp } from '../../state/app-context.tsx';

interface StepProps {
  readonly title: string;
  readonly state: 'done' | 'now' | 'later';
  /** What came of it, shown once it is done. */
  readonly summary: string | null;
  readonly children: ReactNode;
}

/** One thing to do. It is open while it is its turn; any other can be opened to look at it. */
export function Step({ title, state, summary, children }: StepProps) {
  const { t } = useApp();
  const [isOpened, setIsOpened] = useState<boolean | null>(null);
  const isOpen = isOpened ?? state === 'now';
  const word = { done: t.connect.stepDone, now: t.connect.stepNow, later: t.connect.stepLater };
  return (
    <li className={`step ${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      <h2>
        <button type="button" aria-expanded={isOpen} onClick={() => setIsOpened(!isOpen)}>
          {title} <span className="visually-hidden">{word[state]}</span>
        </button>
      </h2>
      {state === 'done' && summary !== null && <p className="step-summary">{summary}</p>}
      {isOpen && <div className="step-body">{children}</div>}
    </li>
  );
}
