import type { ErrorCode } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';

/** What can be in trouble by itself: taking deliveries, applying them, how many wait in between, and room for more. */
export type StorePart = 'inbox' | 'roster' | 'backlog' | 'disk';

/** What keeps the store from working. Told and logged when it begins, changes and ends, not each time it is met. */
export class StoreHealth {
  readonly #log: Logger;
  readonly #onTrouble: (code: ErrorCode | null) => void;
  readonly #troubles = new Map<StorePart, ErrorCode>();

  constructor(log: Logger, onTrouble: (code: ErrorCode | null) => void) {
    this.#log = log;
    this.#onTrouble = onTrouble;
  }

  note(part: StorePart, code: ErrorCode): void {
    if (this.#troubles.get(part) === code) return;
    this.#troubles.set(part, code);
    this.#log.warn('store-trouble', { part, code });
    this.#onTrouble(code);
  }

  /** Without a part: all of it works again. */
  heal(part?: StorePart): void {
    const healed = part === undefined ? [...this.#troubles.keys()] : [part];
    for (const one of healed) {
      if (!this.#troubles.delete(one)) continue;
      this.#log.info('store-works-again', { part: one });
      this.#onTrouble(this.#troubles.values().next().value ?? null);
    }
  }
}
