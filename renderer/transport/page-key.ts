/** The key in the address's fragment. */
export interface PageKey {
  readonly value: () => string;
  /** Main gave a new one: it takes the old one's place in the address. */
  readonly replace: (key: string) => void;
  /** Calls when there is another key, given by main or put into the address by the person. */
  readonly onReplaced: (listener: () => void) => void;
}

/** Keeps key and address in step: the way back leads to earlier places, never to an earlier key. */
export function createPageKey(): PageKey {
  const former = new Set<string>();
  let key = fragment();
  let listener = (): void => {};
  const take = (next: string): void => {
    former.add(key);
    key = next;
    listener();
  };
  const write = (): void => {
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', `${pathname}${search}#${key}`);
  };
  // Where the query changes, too, a step back is no change of the fragment to the browser.
  window.addEventListener('popstate', () => {
    if (former.has(fragment())) write();
  });
  window.addEventListener('hashchange', () => {
    const found = fragment();
    if (found !== key && !former.has(found)) take(found);
  });
  return {
    value: () => key,
    replace(next) {
      take(next);
      write();
    },
    onReplaced(next) {
      listener = next;
    },
  };
}

function fragment(): string {
  return window.location.hash.slice(1);
}
