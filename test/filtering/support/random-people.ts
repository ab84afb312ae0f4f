import fc from 'fast-check';
import { PRESENCE_TESTS, type PropertyFilter, VALUE_TESTS } from '../../../shared/api/filter.ts';

/** Names a property may have, most of which mean something to SQL, to JSON or to a JSON path. */
const NAMES: readonly string[] = [
  'plan',
  'email',
  'first_name',
  'last_name',
  'phone_number',
  '$city',
  'a.b',
  '[0]',
  'say "hi"',
  'back\\slash',
  'a\\u0041',
  '日本語',
  '👩‍👩‍👧',
  '',
  '#',
  '%',
  'new\nline',
  '__proto__',
  'nul\u0000inside',
  "'; DROP TABLE member; --",
];

const TEXTS: readonly string[] = [
  'Pro',
  'pro',
  'Free',
  '東京',
  '2026-01-02',
  '2026-01-02T00:00:00',
  '2026-01-02T10:00:00',
  '2026',
  '9',
  '15',
  '15.0',
  ' 15',
  '007',
  '10.1.2',
  'n/a',
  'null',
  'true',
  '[]',
  '9007199254740993',
  'nul\u0000inside',
  "' OR 1=1 --",
  '100%',
  'snake_case',
];

const NUMBERS: readonly string[] = [
  '0',
  '-0',
  '5',
  '5.0',
  '50e-1',
  '1.5',
  '-3',
  '100',
  '1e2',
  '9007199254740992',
  '9007199254740993',
  '-9223372036854775808',
  '9223372036854775807',
  '9223372036854775808',
  '12345678901234567890',
  '12345678901234567891',
];

const text = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }) },
);

/** JSON, some of it with every letter escaped, as many senders do. */
const textJson = fc
  .tuple(text, fc.boolean())
  .map(([value, isEscaped]) => jsonText(value, isEscaped));
const plainJson = fc.oneof(
  { weight: 4, arbitrary: textJson },
  { weight: 4, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 1, arbitrary: fc.integer({ min: -20, max: 20 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('null', 'true', 'false', '""') },
);
const listJson = fc.array(plainJson, { maxLength: 3 }).map((each) => `[${each.join(',')}]`);
const valueJson = fc.oneof(
  { weight: 8, arbitrary: plainJson },
  { weight: 1, arbitrary: listJson },
  {
    weight: 1,
    arbitrary: fc
      .dictionary(fc.constantFrom(...NAMES), fc.oneof(plainJson, listJson), { maxKeys: 2 })
      .map(objectJson),
  },
);

/** The properties of somebody, as JSON: each of a few names has a value or is left out. */
const propertiesJson = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), valueJson, fc.boolean()), { maxLength: 14 })
  .map((entries) => {
    const byName = new Map(entries.map(([name, value, escaped]) => [name, { value, escaped }]));
    return [...byName].map(([name, { value, escaped }]) => `${jsonText(name, escaped)}:${value}`);
  });

/** People with ids p0, p1, …, each as JSON. */
export const people = fc
  .array(propertiesJson, { minLength: 30, maxLength: 60 })
  .map((each) =>
    each.map((properties, i) => `{${[`"mixpanel_distinct_id":"p${i}"`, ...properties].join(',')}}`),
  );

const property = fc.constantFrom(...NAMES, 'mixpanel_distinct_id', 'never sent');
const wanted = fc.oneof(text, fc.constantFrom(...NUMBERS, 'p1', 'P1', '1', 'r', 'O', '本', '京'));
const filter: fc.Arbitrary<PropertyFilter> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ property, test: fc.constantFrom(...VALUE_TESTS), value: wanted }),
  },
  { weight: 1, arbitrary: fc.record({ property, test: fc.constantFrom(...PRESENCE_TESTS) }) },
);

/** Several questions, each of one filter or more. */
export const questions = fc.array(fc.array(filter, { minLength: 1, maxLength: 2 }), {
  minLength: 80,
  maxLength: 80,
});

function objectJson(values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values).map(([name, json]) => `${JSON.stringify(name)}:${json}`);
  return `{${entries.join(',')}}`;
}

function jsonText(value: string, isEscaped: boolean): string {
  if (!isEscaped) return JSON.stringify(value);
  const units = Array.from({ length: value.length }, (_, i) => value.charCodeAt(i));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}
