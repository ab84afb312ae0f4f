import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

const BACKGROUND = 10;

/** Lets this thread yield to the one that answers senders. Only Linux gives threads a priority of their own. */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    const tid = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(tid, BACKGROUND);
  } catch {
    // Without /proc everything runs at the same priority: slower to answer under load, never wrong.
  }
}
