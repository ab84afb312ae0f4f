/** What everything of the stand-in is made of: whatever it doesn't imitate throws by its name. */
import { EventEmitter } from 'node:events';

/** An emitter whose unknown members throw by name, so that no test passes on a silent nothing. */
export class Imitation extends EventEmitter {
  constructor(name: string) {
    super();
    // What a constructor returns is `this` below it, private fields and all.
    // biome-ignore lint/correctness/noConstructorReturn: that is the point
    return new Proxy(this, {
      get: (self, key, receiver) => memberOf(self, key, name, receiver),
    });
  }
}

function memberOf(self: object, key: string | symbol, name: string, receiver?: unknown): unknown {
  // Promises ask every value for `then`, JSON and test reports for the like.
  if (typeof key === 'symbol' || key in self || QUIET.has(key))
    return Reflect.get(self, key, receiver);
  throw notImitated(`${name}.${key}`);
}

const QUIET: ReadonlySet<string> = new Set(['then', 'toJSON', 'asymmetricMatch', 'nodeType']);

/** A part of Electron that isn't imitated at all. */
export function missing(name: string): never {
  const fail = (): never => {
    throw notImitated(name);
  };
  const part = function missingPart() {};
  return new Proxy(part, {
    apply: fail,
    construct: fail,
    get: (self, key) => memberOf(self, key, name),
  }) as never;
}

export function notImitated(name: string): Error {
  return new Error(`The stand-in for Electron does not imitate ${name}`);
}

/** An event as Electron's listeners get it: https://electronjs.org/docs/api/structures/event */
export class Occurrence {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
