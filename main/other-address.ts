import type { OtherAddress } from '../shared/api/turned-away-model.ts';
import type { Logger } from './log.ts';
import type { Document } from './settings/document.ts';
import type { OtherAddressCalls } from './settings/other-address.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Anybody may post there: it is written now and then, however often they do. */
const WRITE_AFTER_MS = 1000;

export interface OtherAddressParts {
  readonly document: Document<OtherAddressCalls>;
  readonly onChange: () => void;
  readonly log: Logger;
}

/** Counts, for a day at a time, who posts to a hook URL that is not this one's: somebody may have an old address. */
export class OtherAddressWatch {
  readonly #parts: OtherAddressParts;
  #calls: OtherAddressCalls;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: OtherAddressParts) {
    this.#parts = parts;
    this.#calls = parts.document.value;
  }

  note(atMs: number): void {
    const { sinceMs, times } = this.#calls;
    const isNewDay = sinceMs === null || atMs - sinceMs >= DAY_MS;
    if (isNewDay) this.#parts.log.warn('receiver.other-address');
    this.#calls = isNewDay
      ? { sinceMs: atMs, times: 1, lastAtMs: atMs }
      : { sinceMs, times: times + 1, lastAtMs: atMs };
    this.#timer ??= setTimeout(() => void this.#write(), WRITE_AFTER_MS);
    if (isNewDay) this.#parts.onChange();
  }

  async close(): Promise<void> {
    if (this.#timer !== undefined) await this.#write();
  }

  /** Resolves whatever becomes of it: it is counted in memory all the same. */
  async #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#parts.onChange();
    await this.#parts.document
      .update(this.#calls)
      .catch((error: unknown) => this.#parts.log.error('other-address.unwritten', error));
  }

  current(nowMs: number): OtherAddress | null {
    return recentCalls(this.#calls, nowMs);
  }
}

/** What is told of them: those of the day under way. */
export function recentCalls(
  { sinceMs, times, lastAtMs }: OtherAddressCalls,
  nowMs: number,
): OtherAddress | null {
  return sinceMs === null || nowMs - lastAtMs >= DAY_MS ? null : { times, lastAtMs };
}
