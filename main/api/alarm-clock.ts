/** Timers count no further; whoever is woken early looks and sets it anew. */
const LONGEST_MS = 24 * 60 * 60_000;

export interface AlarmClock {
  /** Rings once at this moment, and at no earlier one that was set; null: not at all. */
  set(atMs: number | null): void;
  close(): void;
}

/** One timer, to the next moment at which something changes by time alone. */
export function createAlarmClock(now: () => number, ring: () => void): AlarmClock {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(atMs) {
      clearTimeout(timer);
      if (atMs === null) return;
      timer = setTimeout(ring, Math.min(Math.max(0, atMs - now()), LONGEST_MS));
      timer.unref();
    },
    close: () => clearTimeout(timer),
  };
}
