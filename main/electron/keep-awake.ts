import type { PowerSaveBlocker } from 'electron';
import type { Snapshot } from '../../shared/api/contract.ts';
import type { AlarmClock } from '../api/alarm-clock.ts';
import { reasonToStay } from './reason-to-stay.ts';

export interface KeepAwakeParts {
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  /** Whether the person wants it. */
  readonly isOn: () => boolean;
  readonly now: () => number;
  readonly alarm: (ring: () => void) => AlarmClock;
}

/** Keeps the computer from falling asleep while a sync arrives or is about to. A lid that is closed still wins. */
export function createKeepAwake({ powerSaveBlocker, isOn, now, alarm }: KeepAwakeParts) {
  let held: number | null = null;
  let latest: Snapshot | null = null;
  const look = (): void => {
    const stay = latest !== null && isOn() ? reasonToStay(latest, now()) : null;
    // Before a sync nothing happens that would bring a state to look at.
    clock.set(stay?.changesAtMs ?? null);
    if (stay !== null && stay.reason !== null) {
      held ??= powerSaveBlocker.start('prevent-app-suspension');
    } else if (held !== null) {
      powerSaveBlocker.stop(held);
      held = null;
    }
  };
  const clock = alarm(look);
  return {
    update(snapshot: Snapshot): void {
      latest = snapshot;
      look();
    },
    close: () => clock.close(),
  };
}
