import type { Timers } from '../../../main/tunnel/timers.ts';

/** A clock that goes on only when told to, and everything that waits for it. */
export class ManualTimers implements Timers {
  #nowMs = Date.UTC(2026, 10, 24, 9);
  readonly #alarms = new Map<object, { readonly atMs: number; readonly run: () => void }>();

  now(): number {
    return this.#nowMs;
  }
  after(ms: number, run: () => void): () => void {
    const key = {};
    this.#alarms.set(key, { atMs: this.#nowMs + ms, run });
    return () => void this.#alarms.delete(key);
  }
  /** How many alarms are set. */
  get waiting(): number {
    return this.#alarms.size;
  }

  /** Lets time pass: whatever falls due happens in its order, and what follows from it before the next. */
  async pass(ms: number): Promise<void> {
    await settle();
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const [due] = [...this.#alarms].sort(([, a], [, b]) => a.atMs - b.atMs);
      if (due === undefined || due[1].atMs > untilMs) break;
      const [key, { atMs, run }] = due;
      this.#alarms.delete(key);
      this.#nowMs = Math.max(this.#nowMs, atMs);
      run();
      await settle();
    }
    this.#nowMs = untilMs;
  }

  /** The computer sleeps: the wall clock goes on, and alarms are late. */
  async sleep(ms: number): Promise<void> {
    this.#nowMs += ms;
    await this.pass(0);
  }
}

/** Everything that is already on its way comes about. */
async function settle(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
