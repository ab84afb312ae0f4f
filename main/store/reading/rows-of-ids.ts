import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Moment, Selection } from './membership.ts';
import { mergedProperties } from './merged-properties.ts';
import { deliveryTimes, startOf, unknownStartTest } from './starts.ts';

/** A member as a table shows it. */
export interface MemberOfWindow {
  readonly id: number;
  readonly distinctId: string;
  /** null: the start is unknown, and `inSinceBeforeMs` says by when they were in. */
  readonly joinedAtMs: number | null;
  readonly inSinceBeforeMs: number | null;
  /** When they left, among those who left. */
  readonly leftAtMs: number | null;
  /** Common fields and all other properties, as a JSON object. */
  readonly properties: string;
}

const stayRow = z.object({
  id: z.number(),
  distinct_id: z.string(),
  joined: z.number(),
  left: z.number().nullable(),
  changed: z.number(),
  email: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  phone: z.string().nullable(),
  props: z.string(),
});
const formerRow = stayRow.pick({
  email: true,
  first_name: true,
  last_name: true,
  phone: true,
  props: true,
});

const VALUES = 'changed, email, first_name, last_name, phone, json(props) AS props';

/** The members with these row ids, in this order, with the values they had at the selection's moment. */
export function rowsOfIds(
  db: DatabaseSync,
  ids: Float64Array,
  cohort: number,
  { what, at }: Selection,
): MemberOfWindow[] {
  const member = db.prepare(
    `SELECT id, distinct_id, joined, NULL AS left, ${VALUES} FROM member WHERE id = ?`,
  );
  const stay = db.prepare(`SELECT id, distinct_id, joined, left, ${VALUES} FROM stay WHERE id = ?`);
  const timeOf = deliveryTimes(db);
  const isStartUnknown = unknownStartTest(db, cohort);
  const rows: MemberOfWindow[] = [];
  for (const id of ids) {
    const found = member.get(id) ?? stay.get(id);
    if (found === undefined) continue;
    const row = stayRow.parse(found);
    // Those who left are shown as they were then.
    const values = what === 'left' ? row : valuesAt(db, row, at);
    rows.push({
      id,
      distinctId: row.distinct_id,
      ...startOf(timeOf(row.joined), isStartUnknown(row.joined)),
      leftAtMs: what === 'left' && row.left !== null ? timeOf(row.left) : null,
      properties: mergedProperties(values),
    });
  }
  return rows;
}

function valuesAt(
  db: DatabaseSync,
  row: z.infer<typeof stayRow>,
  at: Moment,
): z.infer<typeof formerRow> {
  if (at === 'now' || row.changed <= at) return row;
  const former = db
    .prepare(`
      SELECT email, first_name, last_name, phone, json(props) AS props FROM former
      WHERE stay = ? AND until > ? ORDER BY until LIMIT 1`)
    .get(row.id, at);
  return former === undefined ? row : formerRow.parse(former);
}
