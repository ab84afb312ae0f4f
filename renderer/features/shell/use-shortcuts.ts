import { useEffect, useRef } from 'react';
import { isComposing, letterOf } from '../../components/keys.ts';

interface Shortcuts {
  readonly palette: () => void;
  readonly shortcuts: () => void;
  readonly exportCohort: () => void;
  /** null: there is nothing to take back. */
  readonly undo: (() => void) | null;
}

/** Whether the key was one of ours. */
type Action = () => boolean;

/** Keys that work on every screen, but not behind a dialog. Keys that write or undo in a text field are left to it. */
export function useShortcuts(actions: Shortcuts): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const run = (name: keyof Shortcuts) => () => {
      const action = latest.current[name];
      if (!isBehindDialog()) action?.();
      return action !== null;
    };
    const anywhere: Readonly<Record<string, Action>> = {
      k: run('palette'),
      e: run('exportCohort'),
      f: focusSearch,
    };
    const besideText: Readonly<Record<string, Action>> = { z: run('undo') };
    const plain: Readonly<Record<string, Action>> = { '/': focusSearch, '?': run('shortcuts') };
    const onKeyDown = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey;
      if (isComposing(event) || event.altKey || (isCommand && event.shiftKey)) return;
      const beside = isTyping(event) ? {} : isCommand ? besideText : plain;
      const actionOf = { ...(isCommand && anywhere), ...beside };
      if (actionOf[letterOf(event) ?? event.key]?.() === true) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function focusSearch(): boolean {
  if (isBehindDialog()) return false;
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  field?.focus();
  field?.select();
  return field !== null;
}

function isTyping({ target }: KeyboardEvent): boolean {
  const fields = 'input:not([type=checkbox], [type=radio]), textarea, [contenteditable]';
  return target instanceof HTMLElement && target.matches(fields);
}

function isBehindDialog(): boolean {
  return document.querySelector('.dialog-backdrop:not([data-closed])') !== null;
}
