import { useEffect, useRef } from 'react';

interface Shortcuts {
  readonly palette: () => void;
  readonly shortcuts: () => void;
  readonly exportCohort: () => void;
}

/** Keys that work on every screen. Keys of one letter stay out of text fields. */
export function useShortcuts(actions: Shortcuts): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isCommand = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const action: (() => unknown) | undefined = isCommand
        ? { k: latest.current.palette, e: latest.current.exportCohort, f: focusSearch }[key]
        : isTyping(event)
          ? undefined
          : { '/': focusSearch, '?': latest.current.shortcuts }[key];
      if (action === undefined || event.altKey) return;
      if (action() !== false) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  field?.focus();
  field?.select();
  return field !== null;
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');
}
