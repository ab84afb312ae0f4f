import type { Transport } from '../../shared/api/transport.ts';

declare global {
  interface Window {
    /** Put there by the desktop shell's preload; absent in a browser. */
    readonly rollcall?: Transport;
  }
}

/** The desktop shell's transport, or null in a browser. */
export function ipcTransport(): Transport | null {
  return window.rollcall ?? null;
}
