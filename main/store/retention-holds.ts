import type { Retention } from './inbox/inbox-file.ts';

const KEEP_ALL: Retention = { days: 36_500, bytes: Number.MAX_SAFE_INTEGER };

/** What is kept: as the person chose, or everything while somebody copies it. */
export class RetentionHolds {
  #chosen: Retention;
  readonly #onChanged: () => Promise<void>;
  #holds = 0;

  /** `onChanged` carries out what `now` says then. */
  constructor(chosen: Retention, onChanged: () => Promise<void>) {
    this.#chosen = chosen;
    this.#onChanged = onChanged;
  }

  get now(): Retention {
    return this.#holds > 0 ? KEEP_ALL : this.#chosen;
  }

  async choose(chosen: Retention): Promise<void> {
    this.#chosen = chosen;
    await this.#onChanged();
  }

  /** Has nothing trimmed while `work` is under way. */
  async without<T>(work: () => Promise<T>): Promise<T> {
    this.#holds += 1;
    try {
      await this.#onChanged();
      return await work();
    } finally {
      this.#holds -= 1;
      await this.#onChanged();
    }
  }
}
