/**
 * The structured clone of a value as text, since the protocol to Chromium carries text alone. Runs on both sides.
 * "Arguments will be serialized with the Structured Clone Algorithm": https://electronjs.org/docs/api/ipc-renderer
 */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Throws what Electron throws for what can't be cloned: functions, symbols, promises. */
export function toText(value: unknown): string {
  return JSON.stringify(pack(cloned(value)));
}

export function fromText(text: string): unknown {
  return unpack(JSON.parse(text));
}

function cloned(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
}

function pack(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    const isJson = Number.isFinite(value) && !Object.is(value, -0);
    return isJson ? value : tagged('number', Object.is(value, -0) ? '-0' : String(value));
  }
  if (typeof value === 'undefined') return tagged('undefined', null);
  if (typeof value === 'bigint') return tagged('bigint', String(value));
  if (value instanceof Date) return tagged('date', value.getTime());
  if (value instanceof Uint8Array) return tagged('bytes', [...value]);
  if (value instanceof Error) return tagged('error', [value.name, value.message]);
  if (value instanceof Map) return tagged('map', [...value].map(packAll));
  if (value instanceof Set) return tagged('set', packAll([...value]));
  if (Array.isArray(value)) return tagged('array', packAll(value));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype) {
    throw new Error(
      `The stand-in for Electron does not carry ${Object.prototype.toString.call(value)}`,
    );
  }
  return tagged('object', Object.entries(value).map(packAll));
}

function packAll(values: readonly unknown[]): Json[] {
  return Array.from(values, pack);
}

function tagged(tag: string, content: Json): Json {
  return [tag, content];
}

function unpack(value: Json): unknown {
  if (!Array.isArray(value)) return value;
  const [tag, content = null] = value;
  const list = Array.isArray(content) ? content : [];
  switch (tag) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(content);
    case 'bigint':
      return BigInt(String(content));
    case 'date':
      return new Date(Number(content));
    case 'bytes':
      return Uint8Array.from(list, Number);
    case 'error':
      return Object.assign(new Error(String(list[1])), { name: String(list[0]) });
    case 'map':
      return new Map(list.map(unpackPair));
    case 'set':
      return new Set(list.map(unpack));
    case 'array':
      return list.map(unpack);
    case 'object':
      return Object.fromEntries(list.map(unpackPair));
    default:
      throw new Error(`Nothing is packed as ${String(tag)}`);
  }
}

function unpackPair(pair: Json): [string, unknown] {
  const [key, value = null] = Array.isArray(pair) ? pair : [];
  return [unpack(key ?? null) as string, unpack(value)];
}
