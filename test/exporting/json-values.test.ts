import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { ByteBuffer } from '../../main/export/byte-buffer.ts';
import { appendJson } from '../../main/export/value-text.ts';
import { JsonbElement } from '../../main/store/reading/jsonb.ts';

const VALUES = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });

it('writes lists and objects as SQLite does', () => {
  const sqlite = sqliteJson();
  fc.assert(
    fc.property(VALUES, fc.boolean(), (value, isEscaped) => {
      const json = JSON.stringify([value]);
      const jsonb = sqlite.toJsonb(isEscaped ? escaped(json) : json);
      expect(rendered(jsonb)).toBe(sqlite.toJson(jsonb));
    }),
    { numRuns: 1000 },
  );
});

it('writes text that SQLite keeps without escapes as SQLite does', () => {
  const sqlite = sqliteJson();
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('"', '\\', '\n', '\u0001', '/', 'é', 'a') }),
      (text) => {
        const jsonb = sqlite.toJsonbArray(text);
        expect(rendered(jsonb)).toBe(sqlite.toJson(jsonb));
      },
    ),
  );
});

it('writes sizes of every width', () => {
  const sqlite = sqliteJson();
  for (const length of [0, 11, 12, 255, 256, 65_535, 65_536, 70_000]) {
    const jsonb = sqlite.toJsonb(JSON.stringify(['x'.repeat(length), [1, 'y'.repeat(length)]]));
    expect(rendered(jsonb)).toBe(sqlite.toJson(jsonb));
  }
});

function rendered(jsonb: Uint8Array): string {
  const element = new JsonbElement();
  element.read(jsonb, 0, jsonb.length);
  const out = new ByteBuffer(1);
  appendJson(out, jsonb, element.kind, element.start, element.end);
  return out.toString();
}

/** Every character as \u escapes, as some senders write them. */
function escaped(json: string): string {
  return json.replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sqliteJson() {
  const db = new DatabaseSync(':memory:');
  onTestFinished(() => db.close());
  const one = (sql: string) => {
    const statement = db.prepare(`SELECT ${sql} AS value`);
    return (param: string | Uint8Array) => statement.get(param)?.value;
  };
  const bytes = (sql: string) => {
    const ask = one(sql);
    return (param: string): Uint8Array => {
      const value = ask(param);
      if (!(value instanceof Uint8Array)) throw new Error('no bytes');
      return value;
    };
  };
  return {
    toJson: one('json(?)'),
    toJsonb: bytes('jsonb(?)'),
    toJsonbArray: bytes(`jsonb_set(jsonb('[0]'), '$[0]', ?)`),
  };
}
