import './state-mark.css';

export type Mark = 'ready' | 'syncing' | 'attention' | 'failure' | 'paused' | 'offline';

const SHAPES: Readonly<Record<Mark, string>> = {
  ready: '●',
  syncing: '◐',
  attention: '▲',
  failure: '▲',
  paused: '‖',
  offline: '○',
};

interface StateMarkProps {
  readonly mark: Mark;
  readonly word: string;
}

/** A state in shape, colour and word. */
export function StateMark({ mark, word }: StateMarkProps) {
  return (
    <span className={`state-mark ${mark}`}>
      <span aria-hidden="true">{SHAPES[mark]}</span> {word}
    </span>
  );
}
