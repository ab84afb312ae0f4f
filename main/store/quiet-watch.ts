import type { Logger } from '../log.ts';
import type { AwaitedQuiet } from './roster/settle-quiet.ts';

/** How long no page may come before a full sync without page numbers is taken for complete, by rule 4. */
export const QUIET_MS = 10 * 60_000;
/** After a failure, e.g. on a full disk. */
const RETRY_MS = 60_000;
/** Timers count no further; whoever is woken early looks and sets it anew. */
const LONGEST_MS = 24 * 60 * 60_000;

interface Ports {
  readonly now: () => number;
  /** Gives the moment a number; `settles` is the session's last delivery. */
  readonly note: (moment: { readonly settles: number; readonly atMs: number }) => Promise<void>;
  readonly log: Logger;
}

/** Waits for the moments of quiet, one timer for all. */
export class QuietWatch {
  readonly #ports: Ports;
  #awaited: readonly AwaitedQuiet[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Takes the place of what was awaited before. */
  expect(awaited: readonly AwaitedQuiet[]): void {
    this.#awaited = awaited;
    this.#setTimer(0);
  }

  /** Gives a number to each that has been quiet for long enough, in the order of their last deliveries. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    const atMs = this.#ports.now();
    const isDue = ({ lastAtMs }: AwaitedQuiet): boolean => atMs - lastAtMs >= QUIET_MS;
    const due = this.#awaited.filter(isDue);
    try {
      for (const { delivery } of due) await this.#ports.note({ settles: delivery, atMs });
      this.#awaited = this.#awaited.filter((one) => !due.includes(one));
      this.#setTimer(0);
    } catch (error) {
      this.#ports.log.error('quiet.failed', error, {});
      this.#setTimer(RETRY_MS);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#awaited = [];
  }

  #setTimer(leastMs: number): void {
    clearTimeout(this.#timer);
    if (this.#awaited.length === 0) return;
    const first = Math.min(...this.#awaited.map(({ lastAtMs }) => lastAtMs));
    const inMs = Math.max(leastMs, first + QUIET_MS - this.#ports.now());
    this.#timer = setTimeout(() => void this.settle(), Math.min(inMs, LONGEST_MS));
    this.#timer.unref();
  }
}
