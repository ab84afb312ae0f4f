import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { COMMON_FIELDS, CREATED, FULL_NAME, ID_FIELD, RAW_FIELDS } from '../../mixpanel/members.ts';
import { ALL_SURVEYED, NO_DAY, PROPERTY_TYPES } from '../roster/run.ts';

/** `day`: dates of which every one is at midnight UTC. */
export type PropertyType = keyof typeof PROPERTY_TYPES | 'day';

/** A column of a cohort: a property some member was sent with, and the types its values had. */
export interface Property {
  readonly name: string;
  readonly types: readonly PropertyType[];
}

const rowSchema = z.array(z.object({ name: z.string(), types: z.number() }));

/**
 * A cohort's columns as they were sent: the id first, the common fields, then the others in the order they first came.
 */
export function listProperties(db: DatabaseSync, cohort: number): readonly Property[] {
  const rows = rowSchema.parse(
    db.prepare('SELECT name, types FROM property WHERE cohort = ? ORDER BY id').all(cohort),
  );
  const known = rows.map(({ name, types }) => ({ name, types: typesOf(name, types) }));
  const common = COMMON_FIELDS.flatMap((field) => known.filter(({ name }) => name === field));
  const others = known.filter(({ name }) => !COMMON_FIELDS.some((field) => field === name));
  return [{ name: ID_FIELD, types: ['text'] }, ...common, ...others];
}

/**
 * The columns that are shown of those that were sent. A common field that came under its raw name alone has the name it is
 * documented with; where it came under both, it is shown of either, and the raw one by itself, too.
 */
export function shownProperties(sent: readonly Property[]): readonly Property[] {
  const named = (name: string) => sent.find((property) => property.name === name);
  const hidden = new Set<string>([ID_FIELD, FULL_NAME, ...COMMON_FIELDS]);
  const common = COMMON_FIELDS.flatMap((name): Property[] => {
    const documented = named(name);
    const raw = named(RAW_FIELDS[name]);
    if (documented === undefined && raw !== undefined) hidden.add(raw.name);
    const types = new Set([...(documented?.types ?? []), ...(raw?.types ?? [])]);
    return types.size === 0 ? [] : [{ name, types: [...types] }];
  });
  const fullName = named(FULL_NAME);
  return [
    ...sent.filter(({ name }) => name === ID_FIELD),
    ...common,
    ...(fullName === undefined ? [] : [fullName]),
    ...sent.filter(({ name }) => !hidden.has(name)),
  ];
}

function typesOf(name: string, bits: number): PropertyType[] {
  const areDays = (bits & (ALL_SURVEYED | NO_DAY)) === ALL_SURVEYED;
  const types = typeNames
    .filter((type) => (bits & PROPERTY_TYPES[type]) !== 0)
    .map((type) => (type === 'date' && areDays ? 'day' : type));
  const isText = types.includes('text') && !types.includes('date') && !types.includes('day');
  return name === CREATED && isText
    ? types.map((type) => (type === 'text' ? 'date' : type))
    : types;
}

const typeNames: readonly (keyof typeof PROPERTY_TYPES)[] = [
  'text',
  'date',
  'number',
  'boolean',
  'list',
  'object',
  'null',
];
