import { type ErrorCode, RollcallError } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';
import type { DataFolder } from './data-folder.ts';
import { findDamage } from './find-damage.ts';

const REOPEN_MS = 250;
const CHECK_AGAIN_MS = 60_000;

/** Files that are gone, replaced or damaged can't be written any more: all are opened anew until that works. */
export class Recovery {
  readonly #log: Logger;
  readonly #reopen: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #reopening: Promise<void> | undefined;
  #outage: ErrorCode = 'STORE_GONE';
  #lastReason = '';
  #suspectsDamage = false;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #stopped = false;

  /** `reopen` closes what is open and opens it again; it rejects when it can't. */
  constructor(log: Logger, reopen: () => Promise<void>) {
    this.#log = log;
    this.#reopen = reopen;
  }

  /** Why nothing can be kept while the files are not open. */
  get outage(): ErrorCode {
    return this.#outage;
  }

  /** Whether the files are to be opened anew, and are not yet. */
  get isUnderWay(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins to open anew, if that may help against this trouble. */
  noteTrouble(code: ErrorCode): void {
    const isDamage = code === 'STORE_CORRUPT';
    if (!isDamage && code !== 'STORE_GONE' && code !== 'STORE_STOPPED') return;
    if (this.#stopped || this.#timer !== undefined) return;
    // A check that found nothing need not be made again at once.
    if (isDamage && performance.now() - this.#checkedAtMs < CHECK_AGAIN_MS) return;
    this.#suspectsDamage ||= isDamage;
    this.#outage = code === 'STORE_STOPPED' ? 'STORE_FAILED' : code;
    this.#reopenAfter(0);
  }

  /** SQLite says that a file is damaged, but not which one; none while nothing is suspected. */
  async findDamaged(folder: DataFolder): Promise<readonly string[]> {
    if (!this.#suspectsDamage) return [];
    const damaged = await findDamage(folder, 'integrity_check');
    this.#suspectsDamage = false;
    this.#checkedAtMs = performance.now();
    return damaged;
  }

  /** Resolves when nothing is being opened any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#reopening;
  }

  #reopenAfter(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#reopening = this.#tryToReopen();
    }, ms);
  }

  async #tryToReopen(): Promise<void> {
    try {
      await this.#reopen();
      this.#timer = undefined;
      this.#lastReason = '';
    } catch (error) {
      const reason = error instanceof RollcallError ? error.code : 'unknown';
      // Tried all the time, told once.
      if (reason !== this.#lastReason) this.#log.warn('store-not-there', { reason });
      this.#lastReason = reason;
      if (!this.#stopped) this.#reopenAfter(REOPEN_MS);
    }
  }
}
