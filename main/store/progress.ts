import { RollcallError } from '../../shared/errors.ts';

const STALLED_MS = 30_000;

/** How far applying has come, for those who wait for it. */
export class Progress {
  #mark = 0;
  #lastKept = 0;
  #advanced: (() => void)[] = [];

  /** Number of the last delivery applied. */
  get mark(): number {
    return this.#mark;
  }

  noteKept(number: number): void {
    this.#lastKept = Math.max(this.#lastKept, number);
  }

  noteMark(mark: number): void {
    this.#mark = mark;
    this.#wake();
  }

  /** Deliveries were deleted, and maybe some that are waited for: this is the newest that is left. */
  resetKept(number: number): void {
    this.#lastKept = number;
    this.#wake();
  }

  /** Resolves once everything kept so far is applied; rejects with APPLYING_STALLED when nothing advances. */
  async caughtUp(): Promise<void> {
    while (this.#mark < this.#lastKept) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const timer = setTimeout(() => reject(new RollcallError('APPLYING_STALLED')), STALLED_MS);
      this.#advanced.push(resolve);
      await promise.finally(() => clearTimeout(timer));
    }
  }

  #wake(): void {
    for (const advanced of this.#advanced.splice(0)) advanced();
  }
}
