import { Dialog } from '@base-ui/react/dialog';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { LONGEST_SEARCH } from '../../../shared/api/filter.ts';
import { isComposing } from '../../components/keys.ts';
import { useApp } from '../../state/app-context.tsx';
import type { Route } from '../../state/route.ts';
import { type Command, useCommands } from './use-commands.ts';
import { focusContent } from './use-focus-content.ts';
import './command-palette.css';

interface CommandPaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
  /** null where there are no members to filter. */
  readonly onFilter: (() => void) | null;
  readonly go: (route: Route) => void;
}

export function CommandPalette({ isOpen, onClose, ...rest }: CommandPaletteProps) {
  const { t } = useApp();
  const openedAt = useRef('');
  useEffect(() => {
    if (isOpen) openedAt.current = window.location.search;
  }, [isOpen]);
  // What had the focus need not be on the screen that was gone to.
  const isStill = () => window.location.search === openedAt.current;
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      onOpenChangeComplete={(open) => !open && !isStill() && focusContent()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="palette" finalFocus={isStill}>
          <Dialog.Title className="visually-hidden">{t.palette.title}</Dialog.Title>
          <Finder onClose={onClose} {...rest} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({ onClose, ...options }: Omit<CommandPaletteProps, 'isOpen'>) {
  const { t } = useApp();
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { commands, none } = useCommands({ text, ...options });
  const at = Math.min(chosen, commands.length - 1);
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') run(commands[at]);
    else if (step !== undefined) {
      if (commands.length > 0) setChosen((at + step + commands.length) % commands.length);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="palette-input"
        role="combobox"
        dir="auto"
        aria-label={t.palette.title}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={commands.length > 0 ? `${id}-${at}` : undefined}
        maxLength={LONGEST_SEARCH}
        placeholder={t.palette.placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={t.palette.title} className="palette-list">
        {commands.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus
          <div
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            ref={index === at ? reveal : undefined}
            className="palette-item"
            onMouseMove={() => setChosen(index)}
            onClick={() => run(command)}
          >
            <span dir="auto">{command.label}</span>
            <span className="quiet">{command.hint}</span>
          </div>
        ))}
      </div>
      {commands.length === 0 && (
        <p className="palette-none quiet" role="status">
          {none}
        </p>
      )}
    </>
  );
}

function reveal(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}
