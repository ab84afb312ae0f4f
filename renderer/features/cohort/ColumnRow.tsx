import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useApp } from '../../state/app-context.tsx';

const WIDTH_STEP = 20;

interface ColumnRowProps {
  readonly name: string;
  readonly isShown: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isNarrowest: boolean;
  readonly onToggle: () => void;
  /** By one place. */
  readonly onMove: (by: -1 | 1) => void;
  /** By so many pixels. */
  readonly onResize: (by: number) => void;
}

/** One column in the list of columns. */
export function ColumnRow(props: ColumnRowProps) {
  const { name, isShown, isFirst, isLast, isNarrowest, onToggle, onMove, onResize } = props;
  const { t } = useApp();
  return (
    <li className="chooser-row">
      <label>
        <input type="checkbox" checked={isShown} onChange={onToggle} />
        <span dir="auto">{name}</span>
      </label>
      <Step label={t.members.moveUp(name)} isEnd={isFirst} onStep={() => onMove(-1)}>
        ↑
      </Step>
      <Step label={t.members.moveDown(name)} isEnd={isLast} onStep={() => onMove(1)}>
        ↓
      </Step>
      <Step
        label={t.members.narrower(name)}
        isEnd={isNarrowest}
        onStep={() => onResize(-WIDTH_STEP)}
      >
        −
      </Step>
      <Step label={t.members.wider(name)} isEnd={false} onStep={() => onResize(WIDTH_STEP)}>
        +
      </Step>
    </li>
  );
}

interface StepProps {
  readonly label: string;
  /** There is nowhere to go; the focus may stay all the same. */
  readonly isEnd: boolean;
  readonly onStep: () => void;
  readonly children: ReactNode;
}

function Step({ label, isEnd, onStep, children }: StepProps) {
  const button = useRef<HTMLButtonElement>(null);
  const isPressed = useRef(false);
  // a row that is moved loses the focus
  useLayoutEffect(() => {
    if (isPressed.current) button.current?.focus();
    isPressed.current = false;
  });
  return (
    <button
      ref={button}
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={isEnd}
      onClick={() => {
        if (isEnd) return;
        isPressed.current = true;
        onStep();
      }}
    >
      <span aria-hidden="true">{children}</span>
    </button>
  );
}
