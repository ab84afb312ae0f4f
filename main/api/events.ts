import type { Contract, EventName, PayloadOf } from '../../shared/api/define.ts';

type Listener = (payload: unknown) => void;

/** Who listens to which event. */
export class Events<C extends Contract> {
  readonly #listeners = new Map<string, Set<Listener>>();

  emit<K extends EventName<C>>(name: K, payload: PayloadOf<C, K>): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload);
  }

  /** Returns the function that ends it. A name that is no event is never told of. */
  subscribe(name: string, listener: Listener): () => void {
    const ofName = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, ofName.add(listener));
    return () => void ofName.delete(listener);
  }

  hasListeners(name: EventName<C>): boolean {
    return (this.#listeners.get(name)?.size ?? 0) > 0;
  }
}
