import { setTimeout as pause } from 'node:timers/promises';
import type { Snapshot } from '../../../shared/api/contract.ts';
import { snapshotOf } from '../../../shared/api/state.ts';
import {
  SLICE_NAMES,
  type SliceName,
  type SliceValue,
  type State,
} from '../../../shared/api/state-model.ts';
import type { Logger } from '../../log.ts';
import { createPublisher, type Publisher } from '../publisher.ts';
import { Slice } from './slice.ts';

/** Who looks is told at most about five times a second. */
const INTERVAL_MS = 200;
/** How often the store is read while nobody looks: a sync that arrives changes it all the time. */
const UNSEEN_INTERVAL_MS = 10_000;
const AGAIN_MS = 500;
/** A new page waits no longer than this for what takes its time, and is told of it later. */
const PATIENCE_MS = 500;

/** Slices whose reading asks the store. */
const OF_STORE: readonly SliceName[] = ['cohorts', 'deliveries', 'history', 'turnedAway'];
/** What is worked out from another slice is read after it. */
const NEXT: Partial<Record<SliceName, SliceName>> = { cohorts: 'outlook' };

/** How each slice is read. */
export type SliceSources = {
  readonly [K in SliceName]: () => SliceValue<K> | Promise<SliceValue<K>>;
};

export interface PublishedStateParts {
  readonly sources: SliceSources;
  readonly hasViewers: () => boolean;
  /** Called with the slices that changed, those of one moment together. */
  readonly onChanged: (change: State) => void;
  readonly now: () => number;
  readonly log: Logger;
}

/** The state that screens show. Each slice is read and told by itself: none waits for another, or fails with it. */
export class PublishedState {
  readonly #parts: PublishedStateParts;
  readonly #slices: ReadonlyMap<SliceName, Slice<unknown>>;
  readonly #publishers: ReadonlyMap<SliceName, Publisher>;
  readonly #retries = new Map<SliceName, NodeJS.Timeout>();
  readonly #changed = new Set<SliceName>();
  /** Begins with the time of the start: a page that was open before a restart must not take the new state for an old one. */
  #revision = Date.now();
  #isClosed = false;

  constructor(parts: PublishedStateParts) {
    this.#parts = parts;
    this.#slices = new Map(SLICE_NAMES.map((name) => [name, this.#makeSlice(name)]));
    this.#publishers = new Map(SLICE_NAMES.map((name) => [name, this.#makePublisher(name)]));
  }

  /** What these slices say may have changed. */
  note(...names: readonly SliceName[]): void {
    for (const name of names) this.#publishers.get(name)?.note();
  }

  /** Somebody begins to look: what waits for the interval of nobody looking is read now. */
  noteViewer(): void {
    this.noteNow(...OF_STORE);
  }

  /** Something changed that is rare: waits for no interval. */
  noteNow(...names: readonly SliceName[]): void {
    for (const name of names) this.#publishers.get(name)?.noteNow();
  }

  /** Anything may have changed. */
  noteAll(): void {
    this.note(...SLICE_NAMES);
  }

  /** What is known. */
  known(): State {
    return this.#pick(SLICE_NAMES);
  }

  /** What is known now, for a new page: read anew, as far as that takes no time. */
  async latest(): Promise<State> {
    const unread = SLICE_NAMES.filter((name) => this.#slices.get(name)?.told === null);
    await Promise.race([this.#refreshAll(SLICE_NAMES), pause(PATIENCE_MS, null, { ref: false })]);
    // A page can show nothing before each slice was read once, or is known not to be readable.
    await this.#refreshAll(unread.filter((name) => this.#slices.get(name)?.told === null));
    return this.known();
  }

  /** What is true now: everything read anew. Rejects where something can't be read and never was. */
  async fresh(): Promise<Snapshot> {
    await this.#refreshAll(SLICE_NAMES);
    const snapshot = snapshotOf(this.known());
    if (snapshot !== null) return snapshot;
    throw [...this.#slices.values()].find(({ told }) => told === null)?.failure;
  }

  close(): void {
    this.#isClosed = true;
    for (const publisher of this.#publishers.values()) publisher.close();
    for (const retry of this.#retries.values()) clearTimeout(retry);
  }

  #makeSlice(name: SliceName): Slice<unknown> {
    const { sources, now, log } = this.#parts;
    return new Slice<unknown>({
      read: sources[name],
      now,
      nextRevision: () => ++this.#revision,
      onChanged: () => this.#noteChanged(name),
      onLost: (error) => log.error('state.unreadable', error, { slice: name }),
      onBack: () => log.info('state.readable', { slice: name }),
    });
  }

  #makePublisher(name: SliceName): Publisher {
    const isUnseen = (): boolean => OF_STORE.includes(name) && !this.#parts.hasViewers();
    return createPublisher(
      () => this.#refresh(name),
      (error) => this.#parts.log.error('state.failed', error, { slice: name }),
      () => (isUnseen() ? UNSEEN_INTERVAL_MS : INTERVAL_MS),
    );
  }

  async #refreshAll(names: readonly SliceName[]): Promise<void> {
    await Promise.all(names.map((name) => this.#refresh(name)));
  }

  async #refresh(name: SliceName): Promise<void> {
    const slice = this.#slices.get(name);
    await slice?.refresh();
    if (slice?.failure != null) this.#tryAgain(name);
    const next = NEXT[name];
    if (next !== undefined) await this.#refresh(next);
  }

  /** What can't be read is tried until it can. */
  #tryAgain(name: SliceName): void {
    if (this.#isClosed || this.#retries.has(name)) return;
    const retry = setTimeout(() => {
      this.#retries.delete(name);
      this.note(name);
    }, AGAIN_MS);
    retry.unref();
    this.#retries.set(name, retry);
  }

  #noteChanged(name: SliceName): void {
    if (this.#changed.size === 0) setImmediate(() => this.#tell());
    this.#changed.add(name);
  }

  #tell(): void {
    const change = this.#pick([...this.#changed]);
    this.#changed.clear();
    if (!this.#isClosed) this.#parts.onChanged(change);
  }

  #pick(names: readonly SliceName[]): State {
    const told = names.flatMap((name) => {
      const slice = this.#slices.get(name)?.told ?? null;
      return slice === null ? [] : [[name, slice]];
    });
    // Each slice was read by the source of its own name.
    return Object.fromEntries(told) as State;
  }
}
