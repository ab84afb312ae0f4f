import { isDeepStrictEqual } from 'node:util';

/** What a slice last read, as it travels. */
export interface Told<T> {
  readonly revision: number;
  readonly outOfDateSinceMs: number | null;
  readonly value: T;
}

export interface SliceParts<T> {
  readonly read: () => T | Promise<T>;
  /** Rises with each call. */
  readonly nextRevision: () => number;
  readonly now: () => number;
  /** What is told has changed. */
  readonly onChanged: () => void;
  /** It could not be read, after it could. */
  readonly onLost: (error: unknown) => void;
  /** It can be read again. */
  readonly onBack: () => void;
}

/** A part of the state that keeps its last good value while it can't be read. */
export class Slice<T> {
  readonly #parts: SliceParts<T>;
  #told: Told<T> | null = null;
  #failure: unknown = null;
  #reading: Promise<void> | null = null;
  #readingNext: Promise<void> | null = null;

  constructor(parts: SliceParts<T>) {
    this.#parts = parts;
  }

  /** What it last read; null while it never could. */
  get told(): Told<T> | null {
    return this.#told;
  }

  /** Why the latest reading failed; null: it did not. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Reads anew. Resolves once a reading that began after this call is over; never rejects. */
  refresh(): Promise<void> {
    if (this.#reading === null) {
      this.#reading = this.#read().finally(() => {
        this.#reading = null;
      });
      return this.#reading;
    }
    // The one under way may have begun too early to see what has just changed.
    this.#readingNext ??= this.#reading.then(() => {
      this.#readingNext = null;
      return this.refresh();
    });
    return this.#readingNext;
  }

  async #read(): Promise<void> {
    const { read, onBack, onLost } = this.#parts;
    try {
      const value = await read();
      if (this.#failure !== null) onBack();
      this.#failure = null;
      this.#tell(value, null);
    } catch (error) {
      if (this.#failure === null) onLost(error);
      this.#failure = error;
      const before = this.#told;
      if (before !== null) {
        this.#tell(before.value, before.outOfDateSinceMs ?? this.#parts.now());
      }
    }
  }

  #tell(value: T, outOfDateSinceMs: number | null): void {
    const before = this.#told;
    const isSame =
      before !== null &&
      before.outOfDateSinceMs === outOfDateSinceMs &&
      isDeepStrictEqual(before.value, value);
    if (isSame) return;
    this.#told = { revision: this.#parts.nextRevision(), outOfDateSinceMs, value };
    this.#parts.onChanged();
  }
}
