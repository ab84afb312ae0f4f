import type { Retention } from '../store/inbox/inbox-file.ts';

/** What a smaller retention deletes is gone for good: until then it can be taken back. */
export const GRACE_MS = 5 * 60_000;

/** Puts another retention in force: at once where nothing is deleted by it, else after a while. */
export class RetentionChange {
  readonly #apply: (retention: Retention) => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #inForce: Retention;

  constructor(inForce: Retention, apply: (retention: Retention) => Promise<void>) {
    this.#inForce = inForce;
    this.#apply = apply;
  }

  async want(next: Retention): Promise<void> {
    clearTimeout(this.#timer);
    if (keepsAll(next, this.#inForce)) return await this.#put(next);
    this.#timer = setTimeout(() => void this.#put(next), GRACE_MS).unref();
  }

  async #put(next: Retention): Promise<void> {
    this.#inForce = next;
    await this.#apply(next);
  }
}

function keepsAll(next: Retention, now: Retention): boolean {
  return next.days >= now.days && next.bytes >= now.bytes;
}
