import { broken, type Failure } from '../../../main/tunnel/failure.ts';
import type { Provider, SessionEvent } from '../../../main/tunnel/provider.ts';
import type { Look } from '../../../main/tunnel/watch-session.ts';
import type { ManualTimers } from './manual-timers.ts';

const OPENING_MS = 300;
const BEAT_MS = 5_000;

/** A service and the network before it, played: what happens to both is the test's choice. */
export class ScriptedService {
  /** Why it can't be reached; null: it can. */
  outage: Failure | null = null;
  /** Why it refuses sessions; null: it takes them. */
  refusal: Failure | null = null;
  /** Sessions die without a word. */
  isSilent = false;
  /** What a look through the public address finds, while a session is open. */
  found: Look = { kind: 'through' };
  /** How long a look takes. */
  delaysLooksMs = 0;
  origin = 'https://name.ngrok.app';
  readonly openedAtMs: number[] = [];
  readonly endings: ('left' | 'cut')[] = [];
  looks = 0;
  reaches = 0;
  readonly #timers: ManualTimers;
  readonly #open = new Set<(event: SessionEvent) => void>();

  constructor(timers: ManualTimers) {
    this.#timers = timers;
  }

  get openSessions(): number {
    return this.#open.size;
  }

  /** The sessions there are break. */
  cut(failure: Failure = broken('TUNNEL_LOST')): void {
    for (const tell of [...this.#open]) tell({ kind: 'ended', failure });
  }

  async look(): Promise<Look> {
    this.looks += 1;
    const isThere = this.#open.size > 0 && this.outage === null && !this.isSilent;
    const found: Look = isThere
      ? this.found
      : { kind: 'unsure', failure: broken('TUNNEL_BLOCKED') };
    const ms = this.delaysLooksMs;
    if (ms > 0) await new Promise<void>((resolve) => this.#timers.after(ms, resolve));
    return found;
  }

  readonly provider: Provider = {
    silenceMs: 7_500,
    lookEveryMs: 30 * 60_000,
    reachEveryMs: 2_000,
    reach: async () => {
      this.reaches += 1;
      return this.outage;
    },
    open: (tell) => {
      this.openedAtMs.push(this.#timers.now());
      this.#open.add(tell);
      let cancel = this.#timers.after(OPENING_MS, () => {
        if (this.isSilent) return;
        if (this.refusal !== null) return tell({ kind: 'ended', failure: this.refusal });
        tell({ kind: 'online', origin: this.origin });
        beat();
      });
      const beat = (): void => {
        cancel = this.#timers.after(BEAT_MS, () => {
          if (!this.isSilent && this.outage === null) tell({ kind: 'beat' });
          beat();
        });
      };
      const end = (how: 'left' | 'cut') => async (): Promise<void> => {
        cancel();
        this.#open.delete(tell);
        this.endings.push(how);
      };
      return { leave: end('left'), cut: end('cut') };
    },
  };
}
