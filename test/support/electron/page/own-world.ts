/** Runs in the page's own world before its scripts: the far end of contextBridge. */
import { linkWorlds } from './world-link.ts';

declare const linkSecret: string;

// The first thing the preload's world provides is what asks for a window.
const OPEN = 0;

const link = linkWorlds(linkSecret, 'own', 'preload');
link.provide((key, api) => {
  if (typeof key !== 'string') throw new TypeError('The key is a string');
  // "Cannot bind an API on top of an existing property on the window object", as Electron says.
  if (key in globalThis)
    throw new Error(`Cannot bind an API on top of an existing property: ${key}`);
  Object.defineProperty(globalThis, key, { value: frozen(api), enumerable: true });
});

// New windows are asked for here, since Chromium would make them before anybody could deny them.
Object.defineProperty(globalThis, 'open', {
  writable: true,
  configurable: true,
  value(url: unknown = 'about:blank', frameName: unknown = ''): null {
    link.call(OPEN, new URL(String(url), location.href).href, String(frameName));
    return null;
  },
});
addEventListener('click', (event) => {
  const [from] = event.composedPath();
  const clicked = from instanceof Element ? from.closest('a[target="_blank"]') : null;
  if (event.defaultPrevented || !(clicked instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  link.call(OPEN, clicked.href, '_blank');
});

/** "all other values are copied and frozen": https://electronjs.org/docs/api/context-bridge */
function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
