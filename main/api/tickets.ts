import { randomBytes } from 'node:crypto';

const TICKET_BYTES = 32;

interface Held<T> {
  readonly value: T;
  readonly expiry: NodeJS.Timeout;
  readonly onExpiry: () => void;
}

/** Secrets that each stand for one thing for a while: a browser shows one where it can't show its key. */
export class Tickets<T> {
  readonly #held = new Map<string, Held<T>>();

  /** `onExpiry` is called when nobody came in time, or before all are closed. */
  issue(value: T, lifeMs: number, onExpiry: () => void = () => {}): string {
    const ticket = randomBytes(TICKET_BYTES).toString('base64url');
    const expiry = setTimeout(() => {
      this.#held.delete(ticket);
      onExpiry();
    }, lifeMs);
    expiry.unref();
    this.#held.set(ticket, { value, expiry, onExpiry });
    return ticket;
  }

  /** What it stands for; null when it is used up, too old or never was. */
  look(ticket: string): T | null {
    return this.#held.get(ticket)?.value ?? null;
  }

  /** The same, and it is used up. */
  take(ticket: string): T | null {
    const held = this.#held.get(ticket);
    clearTimeout(held?.expiry);
    this.#held.delete(ticket);
    return held?.value ?? null;
  }

  /** As if the time of all were over. */
  close(): void {
    const held = [...this.#held.values()];
    this.#held.clear();
    for (const { expiry, onExpiry } of held) {
      clearTimeout(expiry);
      onExpiry();
    }
  }
}
