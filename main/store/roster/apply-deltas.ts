import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { endStays } from './apply-members.ts';
import type { CohortRow } from './cohort-rows.ts';
import { mergeProperties, type StoredValues } from './merge-properties.ts';

const IN_SEGMENT = 'e.delivery IN (SELECT delivery FROM temp.segment)';

const knownSchema = z.object({
  id: z.number(),
  delivery: z.number(),
  email: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  phone: z.string().nullable(),
  props: z.string(),
  sent_email: z.string().nullable(),
  sent_first_name: z.string().nullable(),
  sent_last_name: z.string().nullable(),
  sent_phone: z.string().nullable(),
  sent_props: z.string(),
});
const countsSchema = z.array(z.object({ delivery: z.number(), joined: z.number() }));

/** Everyone on these add_members pages is in: a stay begins, or goes on with the sent properties merged in. */
export function applyAddedPages(db: DatabaseSync, cohort: CohortRow): ReadonlyMap<number, number> {
  mergeIntoKnown(db, cohort.id);
  const before = Number(
    db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'member'").get()?.seq ?? 0,
  );
  db.prepare(`
    INSERT INTO member (cohort, distinct_id, joined, evidence, changed, email, first_name, last_name, phone, props)
    SELECT ?, e.distinct_id, e.delivery, e.delivery, e.delivery, e.email, e.first_name, e.last_name, e.phone, e.props
    FROM run.entry e WHERE ${IN_SEGMENT} ORDER BY e.rowid
    ON CONFLICT (cohort, distinct_id) DO NOTHING`).run(cohort.id);
  const counts = db
    .prepare(
      'SELECT joined AS delivery, count(*) AS joined FROM member WHERE id > ? GROUP BY joined',
    )
    .all(before);
  return new Map(countsSchema.parse(counts).map(({ delivery, joined }) => [delivery, joined]));
}

export interface Removal {
  readonly left: number;
  /** On the list, but not in: counted, not created. */
  readonly unknown: number;
}

/** Everyone on this remove_members page is out. That people not known were told to leave is kept, too. */
export function applyRemovedPage(db: DatabaseSync, cohort: CohortRow, delivery: number): Removal {
  const listed = Number(
    db.prepare(`SELECT count(*) AS n FROM run.entry e WHERE ${IN_SEGMENT}`).get()?.n,
  );
  const rows = db
    .prepare(`
      SELECT m.id FROM run.entry e CROSS JOIN member m INDEXED BY member_key
        ON m.cohort = ? AND m.distinct_id = e.distinct_id
      WHERE ${IN_SEGMENT}`)
    .all(cohort.id);
  const ids = rows.map((row) => Number(row.id));
  if (ids.length < listed) {
    db.prepare(`
      INSERT INTO absence (cohort, distinct_id, number)
      SELECT ?1, e.distinct_id, ?2 FROM run.entry e
      WHERE ${IN_SEGMENT} AND NOT EXISTS (
        SELECT 1 FROM member m WHERE m.cohort = ?1 AND m.distinct_id = e.distinct_id)
      ON CONFLICT DO UPDATE SET number = excluded.number`).run(cohort.id, delivery);
  }
  const left = ids.length === 0 ? 0 : endStays(db, ids, delivery, delivery);
  if (listed > 0) {
    db.prepare('UPDATE cohort SET last_leave = ? WHERE id = ?').run(delivery, cohort.id);
  }
  return { left, unknown: listed - left };
}

/** Few people of an add_members page are in already; their properties are merged one by one. */
function mergeIntoKnown(db: DatabaseSync, cohort: number): void {
  const rows = db
    .prepare(`
      SELECT m.id, e.delivery, m.email, m.first_name, m.last_name, m.phone, json(m.props) AS props,
        e.email AS sent_email, e.first_name AS sent_first_name, e.last_name AS sent_last_name,
        e.phone AS sent_phone, json(e.props) AS sent_props
      FROM run.entry e CROSS JOIN member m INDEXED BY member_key
        ON m.cohort = ? AND m.distinct_id = e.distinct_id
      WHERE ${IN_SEGMENT}`)
    .all(cohort);
  const confirm = db.prepare('UPDATE member SET evidence = ? WHERE id = ?');
  const change = db.prepare(`
    UPDATE member SET evidence = ?1, changed = ?1, email = ?2, first_name = ?3, last_name = ?4, phone = ?5,
      props = jsonb(?6) WHERE id = ?7`);
  for (const row of rows) {
    const { id, delivery, ...values } = knownSchema.parse(row);
    const sent: StoredValues = {
      email: values.sent_email,
      first_name: values.sent_first_name,
      last_name: values.sent_last_name,
      phone: values.sent_phone,
      props: values.sent_props,
    };
    const merged = mergeProperties(values, sent);
    if (isSame(values, merged)) confirm.run(delivery, id);
    else
      change.run(
        delivery,
        merged.email,
        merged.first_name,
        merged.last_name,
        merged.phone,
        merged.props,
        id,
      );
  }
}

function isSame(a: StoredValues, b: StoredValues): boolean {
  return (
    a.email === b.email &&
    a.first_name === b.first_name &&
    a.last_name === b.last_name &&
    a.phone === b.phone &&
    a.props === b.props
  );
}
