import type { ReactNode } from 'react';
import './state-mark.css';

export type Mark = 'ready' | 'syncing' | 'attention' | 'failure' | 'paused' | 'offline';

const TRIANGLE = <path d="M6 1.5 11 10.5 1 10.5Z" />;

/** Drawn, since fonts differ: in some, two bars are one. */
const SHAPES: Readonly<Record<Mark, ReactNode>> = {
  ready: <circle cx="6" cy="6" r="4" />,
  syncing: (
    <>
      <circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" />
      <path d="M6 2.5a3.5 3.5 0 0 0 0 7Z" />
    </>
  ),
  attention: TRIANGLE,
  failure: TRIANGLE,
  paused: <path d="M2.5 2h2.5v8h-2.5zM7 2h2.5v8h-2.5z" />,
  offline: <circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
};

interface StateMarkProps {
  readonly mark: Mark;
  readonly word: string;
}

/** A state in shape, colour and word. */
export function StateMark({ mark, word }: StateMarkProps) {
  return (
    <span className={`state-mark ${mark}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {SHAPES[mark]}
      </svg>{' '}
      {word}
    </span>
  );
}
