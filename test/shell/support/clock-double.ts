import type { AlarmClock } from '../../../main/api/alarm-clock.ts';

interface Alarm {
  atMs: number | null;
  readonly ring: () => void;
}

/** A clock that a test puts forward. */
export class ClockDouble {
  readonly #clock: () => number;
  readonly #alarms: Alarm[] = [];
  #passedMs = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }
  readonly now = (): number => this.#clock() + this.#passedMs;
  readonly alarm = (ring: () => void): AlarmClock => {
    const alarm: Alarm = { atMs: null, ring };
    this.#alarms.push(alarm);
    const set = (atMs: number | null): void => {
      alarm.atMs = atMs;
    };
    return { set, close: () => set(null) };
  };
  /** When the next alarm rings; null: none is set. */
  get nextMs(): number | null {
    const set = this.#alarms.flatMap(({ atMs }) => atMs ?? []);
    return set.length === 0 ? null : Math.min(...set);
  }
  pass(ms: number): void {
    this.#passedMs += ms;
    for (const alarm of this.#alarms) {
      if (alarm.atMs === null || alarm.atMs > this.now()) continue;
      alarm.atMs = null;
      alarm.ring();
    }
  }
}
