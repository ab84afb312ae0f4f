import type { PowerSaveBlocker } from 'electron';
import type { Snapshot } from '../../shared/api/contract.ts';
import { reasonToStay } from './quit-guard.ts';

export interface KeepAwakeParts {
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  /** Whether the person wants it. */
  readonly isOn: () => boolean;
  readonly now: () => number;
}

/** Keeps the computer from falling asleep while a sync arrives or is about to. A lid that is closed still wins. */
export function createKeepAwake({ powerSaveBlocker, isOn, now }: KeepAwakeParts) {
  let held: number | null = null;
  return {
    update(snapshot: Snapshot): void {
      const wants = isOn() && reasonToStay(snapshot, now()) !== null;
      if (wants) held ??= powerSaveBlocker.start('prevent-app-suspension');
      else if (held !== null) {
        powerSaveBlocker.stop(held);
        held = null;
      }
    },
  };
}
