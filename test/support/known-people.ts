import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { membershipSql } from '../../main/store/reading/membership.ts';

const memberRow = z.object({
  distinct_id: z.string(),
  email: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  phone: z.string().nullable(),
  props: z.string(),
});

/** People of a cohort with their properties, now or after a delivery. */
export function peopleAt(
  db: DatabaseSync,
  cohort: number,
  at: 'now' | number,
): Map<string, unknown> {
  const { sql, params } = membershipSql({ cohort, selection: { what: 'members', at } });
  const rows = db
    .prepare(
      `SELECT distinct_id, email, first_name, last_name, phone, json(props) AS props FROM (${sql})`,
    )
    .all({ ...params });
  return new Map(
    z
      .array(memberRow)
      .parse(rows)
      .map((row) => [row.distinct_id, personOf(row)]),
  );
}

function personOf({ distinct_id, phone, props, ...common }: z.infer<typeof memberRow>): unknown {
  const fields = { mixpanel_distinct_id: distinct_id, phone_number: phone, ...common };
  const sent = Object.entries(fields).filter(([, value]) => value !== null);
  const others: unknown = JSON.parse(props);
  return { ...Object.fromEntries(sent), ...z.record(z.string(), z.unknown()).parse(others) };
}

/** The first person that is not the same; null if there is none. */
export function firstDifference(
  found: ReadonlyMap<string, unknown>,
  expected: ReadonlyMap<string, unknown>,
): unknown {
  for (const id of new Set([...found.keys(), ...expected.keys()])) {
    const [is, should] = [found.get(id), expected.get(id)];
    if (!isSame(is, should)) return { id, is, should };
  }
  return null;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, sortedKeys) === JSON.stringify(b, sortedKeys);
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
