import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { COMMON_FIELDS, ID_FIELD } from '../../mixpanel/members.ts';
import { ALL_SURVEYED, NO_DAY, PROPERTY_TYPES } from '../roster/run.ts';

/** `day`: dates of which every one is at midnight UTC. */
export type PropertyType = keyof typeof PROPERTY_TYPES | 'day';

/** A column of a cohort: a property some member was sent with, and the types its values had. */
export interface Property {
  readonly name: string;
  readonly types: readonly PropertyType[];
}

const rowSchema = z.array(z.object({ name: z.string(), types: z.number() }));

/** A cohort's columns: the id first, the common fields, then the others in the order they first came. */
export function listProperties(db: DatabaseSync, cohort: number): readonly Property[] {
  const rows = rowSchema.parse(
    db.prepare('SELECT name, types FROM property WHERE cohort = ? ORDER BY id').all(cohort),
  );
  const known = rows.map(({ name, types }) => ({ name, types: typesOf(types) }));
  const common = COMMON_FIELDS.flatMap((field) => known.filter(({ name }) => name === field));
  const others = known.filter(({ name }) => !COMMON_FIELDS.some((field) => field === name));
  return [{ name: ID_FIELD, types: ['text'] }, ...common, ...others];
}

function typesOf(bits: number): PropertyType[] {
  const areDays = (bits & (ALL_SURVEYED | NO_DAY)) === ALL_SURVEYED;
  return typeNames
    .filter((name) => (bits & PROPERTY_TYPES[name]) !== 0)
    .map((name) => (name === 'date' && areDays ? 'day' : name));
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
