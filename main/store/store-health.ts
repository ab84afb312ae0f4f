import type { ErrorCode } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';

/** What can be in trouble by itself: taking deliveries, applying them, how many wait in between, and room for more. */
export type StorePart = 'inbox' | 'roster' | 'backlog' | 'disk';

/** Which part a refusal of deliveries speaks of. */
export function refusingPart(code: ErrorCode): StorePart {
  if (code === 'BACKLOG_FULL') return 'backlog';
  return code === 'DISK_NEARLY_FULL' ? 'disk' : 'inbox';
}

/** What keeps the store from working. Told and logged when it begins, changes and ends, not each time it is met. */
export class StoreHealth {
  readonly #log: Logger;
  readonly #isReopening: () => boolean;
  readonly #onTrouble: (code: ErrorCode | null) => void;
  readonly #troubles = new Map<StorePart, ErrorCode>();

  /** `isReopening`: whether all files are about to be opened anew. */
  constructor(
    log: Logger,
    isReopening: () => boolean,
    onTrouble: (code: ErrorCode | null) => void,
  ) {
    this.#log = log;
    this.#isReopening = isReopening;
    this.#onTrouble = onTrouble;
  }

  note(part: StorePart, code: ErrorCode): void {
    if (this.#troubles.get(part) === code) return;
    this.#troubles.set(part, code);
    this.#log.warn('store-trouble', { part, code });
    this.#onTrouble(code);
  }

  /**
   * Without a part: all of it works again. While the files are about to be opened anew, what was still on its way from
   * the former ones proves nothing of a part.
   */
  heal(part?: StorePart): void {
    if (part !== undefined && this.#isReopening()) return;
    const healed = part === undefined ? [...this.#troubles.keys()] : [part];
    for (const one of healed) {
      if (!this.#troubles.delete(one)) continue;
      this.#log.info('store-works-again', { part: one });
      this.#onTrouble(this.#troubles.values().next().value ?? null);
    }
  }
}
