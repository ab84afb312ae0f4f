import { randomBytes } from 'node:crypto';

/** Requests that Rollcall sent to itself from outside: the receiver tells which came. */
export class Probes {
  readonly #awaited = new Map<string, boolean>();

  /** A mark that nobody can guess, to be sent along. */
  begin(): string {
    const mark = randomBytes(16).toString('base64url');
    this.#awaited.set(mark, false);
    return mark;
  }

  /** A request with this mark has reached the receiver; one that nobody awaits is any sender's. */
  arrived(mark: string): void {
    if (this.#awaited.has(mark)) this.#awaited.set(mark, true);
  }

  /** Whether it came; it is awaited no longer. */
  end(mark: string): boolean {
    const hasCome = this.#awaited.get(mark) === true;
    this.#awaited.delete(mark);
    return hasCome;
  }
}
