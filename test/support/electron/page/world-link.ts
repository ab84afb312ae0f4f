/**
 * Values between a page's own world and the preload's, which share nothing but the document. Copied by the rules of
 * https://electronjs.org/docs/api/context-bridge ("Parameter / Error / Return Type support"): functions become
 * proxies without a prototype, promises and errors cross, objects arrive as copies of their own values, symbols are
 * left out, what can't be cloned throws.
 */

type Packed =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'function' | 'promise'; readonly id: number }
  | { readonly is: 'error'; readonly message: string }
  | { readonly is: 'array'; readonly items: readonly Packed[] }
  | { readonly is: 'object'; readonly entries: readonly (readonly [string, Packed])[] };

type Message =
  | { readonly does: 'call'; readonly id: number; readonly args: readonly Packed[] }
  | { readonly does: 'answer' | 'throw'; readonly value: Packed }
  | { readonly does: 'settle'; readonly id: number; readonly ok: boolean; readonly value: Packed };

export interface WorldLink {
  /** Calls what the other side provides under this number. */
  call(id: number, ...args: unknown[]): unknown;
  /** Provides a function to the other side; its number. */
  provide(provided: (...args: unknown[]) => unknown): number;
}

/** The two sides dispatch events on the document, of a name that only they know. */
export function linkWorlds(secret: string, here: string, there: string): WorldLink {
  const provided: ((...args: unknown[]) => unknown)[] = [];
  const promised = new Map<number, PromiseWithResolvers<unknown>>();
  let lastPromise = 0;
  let answer: Message | null = null;

  const send = (message: Message): void => {
    document.dispatchEvent(new CustomEvent(`${secret} ${there}`, { detail: message }));
  };
  const provide = (given: (...args: unknown[]) => unknown): number => provided.push(given) - 1;

  const pack = (value: unknown): Packed => {
    if (typeof value === 'function') {
      const id = provide((...args) => Reflect.apply(value, undefined, args));
      return { is: 'function', id };
    }
    if (value instanceof Promise) {
      lastPromise += 1;
      const id = lastPromise;
      value.then(
        (result: unknown) => send({ does: 'settle', id, ok: true, value: pack(result) }),
        (error: unknown) => send({ does: 'settle', id, ok: false, value: pack(error) }),
      );
      return { is: 'promise', id };
    }
    if (value instanceof Error) return { is: 'error', message: value.message };
    if (Array.isArray(value)) return { is: 'array', items: value.map(pack) };
    if (typeof value === 'symbol') return { is: 'value', value: undefined };
    if (typeof value === 'object' && value !== null && !isCloneable(value)) {
      // Only own values: of a class instance nothing is left of its class.
      return { is: 'object', entries: Object.entries(value).map(([key, of]) => [key, pack(of)]) };
    }
    return { is: 'value', value };
  };

  const unpack = (packed: Packed): unknown => {
    switch (packed.is) {
      case 'value':
        return packed.value;
      case 'function': {
        const { id } = packed;
        return (...args: unknown[]) => call(id, ...args);
      }
      case 'promise': {
        const waiting = Promise.withResolvers<unknown>();
        promised.set(packed.id, waiting);
        return waiting.promise;
      }
      case 'error':
        return new Error(packed.message);
      case 'array':
        return packed.items.map(unpack);
      case 'object':
        return Object.fromEntries(packed.entries.map(([key, value]) => [key, unpack(value)]));
    }
  };

  const call = (id: number, ...args: unknown[]): unknown => {
    answer = null;
    send({ does: 'call', id, args: args.map(pack) });
    const came = answer as Message | null;
    answer = null;
    if (came?.does === 'throw') throw unpack(came.value);
    return came?.does === 'answer' ? unpack(came.value) : undefined;
  };

  const take = (message: Message): void => {
    if (message.does === 'call') {
      try {
        const value = provided[message.id]?.(...message.args.map(unpack));
        send({ does: 'answer', value: pack(value) });
      } catch (error) {
        send({ does: 'throw', value: pack(error) });
      }
    } else if (message.does === 'settle') {
      const waiting = promised.get(message.id);
      promised.delete(message.id);
      if (message.ok) waiting?.resolve(unpack(message.value));
      else waiting?.reject(unpack(message.value));
    } else {
      answer = message;
    }
  };
  document.addEventListener(`${secret} ${here}`, (event) => {
    if (event instanceof CustomEvent) take(event.detail);
  });
  return { call, provide };
}

/** What Chromium clones whole between worlds; of everything else it is the stand-in that copies. */
function isCloneable(value: object): boolean {
  return (
    [Date, RegExp, Map, Set, ArrayBuffer].some((of) => value instanceof of) ||
    ArrayBuffer.isView(value)
  );
}
