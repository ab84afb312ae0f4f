/** The clock and its alarms, so that hours pass in a test at once. */
export interface Timers {
  /** Milliseconds UTC: the wall clock, since only that one goes on while the computer sleeps. */
  now(): number;
  /** Runs something once after a time; returns what cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
