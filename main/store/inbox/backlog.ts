const MAX_DELIVERIES = 20_000;
const MAX_BYTES = 4 * 1024 ** 3;

/** Deliveries kept but not yet applied. */
export class Backlog {
  readonly #sizes = new Map<number, number>();
  #bytes = 0;

  get deliveries(): number {
    return this.#sizes.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Beyond this, senders wait: Mixpanel retries a 503. */
  get isFull(): boolean {
    return this.#sizes.size >= MAX_DELIVERIES || this.#bytes >= MAX_BYTES;
  }

  add(number: number, size: number): void {
    this.#sizes.set(number, size);
    this.#bytes += size;
  }

  /** What will never be applied. */
  drop(number: number): void {
    this.#bytes -= this.#sizes.get(number) ?? 0;
    this.#sizes.delete(number);
  }

  /** Numbers were added in rising order, and a Map keeps it. */
  dropUpTo(mark: number): void {
    for (const [number, size] of this.#sizes) {
      if (number > mark) return;
      this.#sizes.delete(number);
      this.#bytes -= size;
    }
  }
}
