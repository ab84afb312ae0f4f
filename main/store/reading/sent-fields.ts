import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { COMMON_FIELDS, type CommonField, FULL_NAME, RAW_FIELDS } from '../../mixpanel/members.ts';
import { PROPERTY_TYPES } from '../roster/run.ts';

/** How values under a name came. */
export interface SentName {
  readonly name: string;
  /** Not all of them are texts. */
  readonly isMixed: boolean;
}

/** How a common field came: under its documented name, under Mixpanel's own one, or both. */
export interface SentField {
  readonly column: FieldColumn;
  readonly documented: SentName;
  /** null: nobody came with it. */
  readonly raw: SentName | null;
}

/** How the members of a cohort came with what is shown, searched and sorted of everybody. */
export interface SentFields {
  readonly email: SentField;
  readonly firstName: SentField;
  readonly lastName: SentField;
  readonly phone: SentField;
  /** null: nobody came with it. */
  readonly fullName: SentName | null;
}

/** The common field that a documented name stands for. */
export function fieldNamed(
  { email, firstName, lastName, phone }: SentFields,
  name: string,
): SentField | undefined {
  return [email, firstName, lastName, phone].find(({ documented }) => documented.name === name);
}

/** Whether anybody came with a raw name. */
export function hasRawNames({ fullName, ...fields }: SentFields): boolean {
  return fullName !== null || Object.values(fields).some(({ raw }) => raw !== null);
}

type FieldColumn = 'email' | 'first_name' | 'last_name' | 'phone';

/** As Mixpanel documents it, and nearly all cohorts are. */
export const AS_DOCUMENTED: SentFields = sentFields(new Map());

const { number, boolean, list, object } = PROPERTY_TYPES;
const NO_TEXT = number | boolean | list | object;
const NAMES = JSON.stringify([...COMMON_FIELDS, ...Object.values(RAW_FIELDS), FULL_NAME]);
const rowSchema = z.object({ name: z.string(), is_mixed: z.number() });

/** How a cohort's members ever came with the common fields. */
export function readSentFields(db: DatabaseSync, cohort: number): SentFields {
  const rows = db
    .prepare(`
      SELECT name, types & ${NO_TEXT} <> 0 AS is_mixed FROM property
      WHERE cohort = ? AND name IN (SELECT value FROM json_each(?))`)
    .all(cohort, NAMES);
  return fieldsOf(rows);
}

/** Cohorts of which some member came with a raw name, and how the members of any of them came. */
export function readRawCohorts(db: DatabaseSync): {
  readonly cohorts: readonly number[];
  readonly fields: SentFields;
} {
  const raw = JSON.stringify([...Object.values(RAW_FIELDS), FULL_NAME]);
  const cohorts = db
    .prepare(
      'SELECT DISTINCT cohort FROM property WHERE name IN (SELECT value FROM json_each(?)) ORDER BY cohort',
    )
    .all(raw)
    .map((row) => Number(row.cohort));
  const rows = db
    .prepare(`
      SELECT name, max(types & ${NO_TEXT} <> 0) AS is_mixed FROM property
      WHERE cohort IN (SELECT value FROM json_each(?)) AND name IN (SELECT value FROM json_each(?)) GROUP BY name`)
    .all(JSON.stringify(cohorts), NAMES);
  return { cohorts, fields: fieldsOf(rows) };
}

function fieldsOf(rows: readonly unknown[]): SentFields {
  const known = rows.map((row) => rowSchema.parse(row));
  return sentFields(new Map(known.map(({ name, is_mixed }) => [name, is_mixed !== 0])));
}

/** `isMixed` by the names that came. */
function sentFields(isMixed: ReadonlyMap<string, boolean>): SentFields {
  const sent = (name: string): SentName | null => {
    const mixed = isMixed.get(name);
    return mixed === undefined ? null : { name, isMixed: mixed };
  };
  const field = (column: FieldColumn, name: CommonField): SentField => ({
    column,
    documented: sent(name) ?? { name, isMixed: false },
    raw: sent(RAW_FIELDS[name]),
  });
  return {
    email: field('email', 'email'),
    firstName: field('first_name', 'first_name'),
    lastName: field('last_name', 'last_name'),
    phone: field('phone', 'phone_number'),
    fullName: sent(FULL_NAME),
  };
}
