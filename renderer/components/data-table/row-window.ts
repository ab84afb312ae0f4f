export const BLOCK = 100;
const MOST_BLOCKS = 40;
const MOST_AT_ONCE = 2;

/** Rows from a position on, and how many there are in all. */
interface Loaded<Row> {
  readonly rows: readonly Row[];
  readonly count: number;
}

export type LoadRows<Row> = (offset: number, limit: number) => Promise<Loaded<Row>>;

interface Block<Row> {
  readonly rows: readonly Row[];
  readonly isStale: boolean;
}

/** A block of rows that was read, or let go of when the data moved on; and what stood there before. */
export interface Replaced<Row> {
  readonly offset: number;
  readonly before: readonly Row[];
  readonly after: readonly Row[];
}

/** The rows around the view, loaded in blocks: only what is wanted now, so that scrolling past asks for nothing. */
export class RowWindow<Row> {
  onReplaced: ((replaced: Replaced<Row>) => void) | null = null;
  readonly #load: LoadRows<Row>;
  readonly #blocks = new Map<number, Block<Row>>();
  readonly #loading = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #wanted = { first: 0, last: 0 };
  #version = 0;
  #revision: number | null = null;
  #count: number | null = null;
  #error: unknown = null;

  constructor(load: LoadRows<Row>) {
    this.#load = load;
  }

  /** Changes whenever other rows can be had. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** How many rows there are; null before the first answer. */
  get count(): number | null {
    return this.#count;
  }

  /** Why the last question was not answered; null when it was. */
  get error(): unknown {
    return this.#error;
  }

  rowAt(index: number): Row | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.rows[index % BLOCK];
  }

  /** Says which rows are in view, from first to last. */
  want(first: number, last: number): void {
    this.#wanted = { first: Math.floor(first / BLOCK), last: Math.floor(last / BLOCK) };
    this.#loadWanted();
  }

  /** Where the data moved on, what is in view is read again, the rest when it comes into view. */
  showRevision(revision: number): void {
    if (revision === this.#revision) return;
    this.#revision = revision;
    for (const [index, block] of this.#blocks) {
      const isInView = index >= this.#wanted.first && index <= this.#wanted.last;
      if (isInView) this.#blocks.set(index, { ...block, isStale: true });
      else {
        this.#blocks.delete(index);
        this.onReplaced?.({ offset: index * BLOCK, before: block.rows, after: [] });
      }
    }
    this.#loadWanted();
  }

  /** Asks again after a failure. */
  again(): void {
    this.#error = null;
    this.#loadWanted();
    this.#tell();
  }

  /** The rows of a range, where all of them are here and none is of an earlier state; else null. */
  here(first: number, last: number): readonly Row[] | null {
    const rows: Row[] = [];
    for (let index = first; index <= last; index += 1) {
      const block = this.#blocks.get(Math.floor(index / BLOCK));
      const row = block?.rows[index % BLOCK];
      if (row === undefined || block?.isStale === true) return null;
      rows.push(row);
    }
    return rows;
  }

  /** All rows of a range, for copying. */
  async range(first: number, last: number): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let offset = first; offset <= last; offset += 500) {
      rows.push(...(await this.#load(offset, Math.min(500, last - offset + 1))).rows);
    }
    return rows;
  }

  #loadWanted(): void {
    for (let index = this.#wanted.first; index <= this.#wanted.last; index += 1) {
      if (this.#loading.size >= MOST_AT_ONCE) return;
      const isHere = this.#blocks.get(index)?.isStale === false;
      if (!isHere && !this.#loading.has(index)) void this.#loadBlock(index);
    }
  }

  async #loadBlock(index: number): Promise<void> {
    const revision = this.#revision;
    this.#loading.add(index);
    try {
      const { rows, count } = await this.#load(index * BLOCK, BLOCK);
      this.#loading.delete(index);
      this.#error = null;
      this.#count = count;
      this.#keep(index, { rows, isStale: revision !== this.#revision });
      this.#loadWanted();
    } catch (error) {
      this.#loading.delete(index);
      this.#error = error;
      this.#tell();
    }
  }

  #keep(index: number, block: Block<Row>): void {
    const before = this.#blocks.get(index)?.rows ?? [];
    this.#blocks.delete(index);
    this.#blocks.set(index, block);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MOST_BLOCKS) break;
      this.#blocks.delete(oldest);
    }
    this.onReplaced?.({ offset: index * BLOCK, before, after: block.rows });
    this.#tell();
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
