import type { Logger } from './log.ts';
import type { Outage } from './rhythm/outage.ts';
import type { Document } from './settings/document.ts';
import type { Presence } from './settings/presence.ts';

const TICK_MS = 60_000;
/** Written down this often while running, so that a crash or a power cut leaves a trace of when it was. */
const WRITE_EVERY_MS = 10 * 60_000;
/** Shorter ones lose no sync: Mixpanel retries for a minute. */
const SHORTEST_MS = 2 * 60_000;
const KEPT = 60;

/** What keeps syncs from coming in, as seen from inside. */
export interface Hindrances {
  readonly isPaused: boolean;
  readonly isTunnelDown: boolean;
}

export interface OutagesParts {
  readonly document: Document<Presence>;
  readonly now: () => number;
  /** This computer was asleep and is back. */
  readonly onBack: () => void;
  readonly log: Logger;
}

/**
 * Keeps when no sync could come in. That this computer slept shows by a minute's timer that comes late: it wakes
 * nobody, and stays in memory.
 */
export class Outages {
  readonly #parts: OutagesParts;
  #outages: readonly Outage[];
  #tickedAtMs: number;
  #writtenAtMs: number;
  #writing: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;

  constructor(parts: OutagesParts) {
    this.#parts = parts;
    const { document, now } = parts;
    const nowMs = now();
    this.#outages = outagesUntil(nowMs, document.value, false);
    this.#tickedAtMs = nowMs;
    this.#writtenAtMs = nowMs;
    this.#write();
    this.#timer = setInterval(() => this.tick(), TICK_MS);
    this.#timer.unref();
  }

  /** Oldest first. */
  list(): readonly Outage[] {
    return this.#outages;
  }

  /** Takes note of what is true now. */
  observe({ isPaused, isTunnelDown }: Hindrances): void {
    this.#note('paused', isPaused);
    this.#note('tunnel', isTunnelDown);
  }

  /** Looks at the clock. */
  tick(): void {
    const nowMs = this.#parts.now();
    const before = this.#outages;
    this.#outages = withAbsence(before, this.#tickedAtMs, nowMs);
    this.#tickedAtMs = nowMs;
    if (this.#outages !== before) {
      this.#write();
      this.#parts.onBack();
    } else if (Math.abs(nowMs - this.#writtenAtMs) >= WRITE_EVERY_MS) this.#write();
  }

  /** Resolves once what is known so far is on disk. */
  written(): Promise<void> {
    return this.#writing;
  }

  /** Notes until when Rollcall ran. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#write();
    await this.#writing;
  }

  #note(kind: 'paused' | 'tunnel', lasts: boolean): void {
    const nowMs = this.#parts.now();
    const open = this.#outages.find((one) => one.kind === kind && one.toMs === null);
    if (lasts === (open !== undefined)) return;
    const others = this.#outages.filter((one) => one !== open);
    const ended = open === undefined || nowMs - open.fromMs < SHORTEST_MS ? [] : [open];
    this.#outages = lasts
      ? latest([...others, { kind, fromMs: nowMs, toMs: null }])
      : [...others, ...ended.map((one) => ({ ...one, toMs: nowMs }))];
    this.#write();
  }

  #write(): void {
    const { document, log, now } = this.#parts;
    this.#writtenAtMs = now();
    const value = { aliveAtMs: this.#writtenAtMs, outages: [...this.#outages] };
    this.#writing = this.#writing
      .then(() => document.update(value))
      .catch((error: unknown) => log.warn('presence.save-failed', { reason: nameOf(error) }));
  }
}

/** The outages until a moment, as the document tells them: while Rollcall runs, or since it ended. */
export function outagesUntil(
  nowMs: number,
  { aliveAtMs, outages }: Presence,
  isRunning: boolean,
): readonly Outage[] {
  if (isRunning) return outages;
  // What lasted when Rollcall ended, lasted until then: whether it still does is seen anew.
  const before = outages.map((one) => ({ ...one, toMs: one.toMs ?? aliveAtMs ?? nowMs }));
  return withAbsence(before, aliveAtMs ?? nowMs, nowMs);
}

function withAbsence(outages: readonly Outage[], fromMs: number, nowMs: number): readonly Outage[] {
  if (nowMs - fromMs < SHORTEST_MS) return outages;
  const last = outages.findLast(({ kind }) => kind === 'away');
  // Systems wake by themselves for moments, all night long: it is one absence.
  const goesOn = last?.toMs != null && fromMs >= last.toMs && fromMs - last.toMs < SHORTEST_MS;
  if (!goesOn) return latest([...outages, { kind: 'away', fromMs, toMs: nowMs }]);
  return outages.map((one) => (one === last ? { ...one, toMs: nowMs } : one));
}

/** As many as are kept, and what lasts in any case. */
function latest(outages: readonly Outage[]): readonly Outage[] {
  const over = outages.filter(({ toMs }) => toMs !== null).slice(-KEPT);
  return outages.filter((one) => one.toMs === null || over.includes(one));
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
