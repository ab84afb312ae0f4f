import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type CohortSummary, findCohort } from '../../../main/store/reading/cohorts.ts';
import { membershipSql, type Selection } from '../../../main/store/reading/membership.ts';
import { listSyncs, type SyncSummary } from '../../../main/store/reading/syncs.ts';
import { type Properties, readJson, toProperties } from './read-json.ts';

const text = z.string().nullable();
const memberSchema = z.object({
  distinct_id: z.string(),
  joined: z.number(),
  email: text,
  first_name: text,
  last_name: text,
  phone: text,
  properties: z.string(),
});
const appliedSchema = z.array(
  z.object({
    delivery: z.number(),
    outcome: z.string(),
    entries: z.number(),
    unidentified: z.number(),
    joined: z.number(),
    left: z.number(),
    unknown: z.number(),
  }),
);
const completedSchema = z.array(z.object({ completed: z.number().nullable() }));

export interface StoredMember {
  readonly joined: number;
  readonly properties: Properties;
}
export type Applied = z.infer<typeof appliedSchema>[number];
export type StoredSync = SyncSummary & { readonly completed: number | null };

/** What the roster says of one cohort. */
export class CohortReader {
  readonly #db: DatabaseSync;
  readonly id: number;
  readonly #find: (nowMs: number) => CohortSummary;

  constructor(db: DatabaseSync, projectId: string, cohortId: string) {
    this.#db = db;
    this.#find = (nowMs) => findCohort(db, cohortId, projectId, nowMs);
    this.id = this.#find(0).id;
  }

  summary(nowMs = 0): CohortSummary {
    return this.#find(nowMs);
  }

  /** Who a selection names, with properties; ids come once or it throws. */
  people(selection: Selection): ReadonlyMap<string, StoredMember> {
    const { sql, params } = membershipSql({ cohort: this.id, selection });
    const rows = this.#db.prepare(`SELECT *, json(props) AS properties FROM (${sql})`).all(params);
    const people = new Map<string, StoredMember>();
    for (const row of rows) {
      const member = memberSchema.parse(row);
      if (people.has(member.distinct_id)) throw new Error(`Twice: ${member.distinct_id}`);
      people.set(member.distinct_id, { joined: member.joined, properties: propertiesOf(member) });
    }
    return people;
  }

  members(at: number | 'now' = 'now'): ReadonlyMap<string, StoredMember> {
    return this.people({ what: 'members', at });
  }

  syncs(nowMs = 0): StoredSync[] {
    const completed = completedSchema.parse(
      this.#db.prepare('SELECT completed FROM sync WHERE cohort = ? ORDER BY id').all(this.id),
    );
    return listSyncs(this.#db, this.id, nowMs).map((sync, i) => ({
      ...sync,
      completed: completed[i]?.completed ?? null,
    }));
  }

  applied(): Applied[] {
    return appliedSchema.parse(
      this.#db
        .prepare(`
          SELECT delivery, outcome, entries, unidentified, joined, left, unknown
          FROM applied WHERE cohort = ? ORDER BY delivery`)
        .all(this.id),
    );
  }
}

function propertiesOf(member: z.infer<typeof memberSchema>): Properties {
  const { email, first_name, last_name, phone } = member;
  const columns = { email, first_name, last_name, phone_number: phone };
  const properties = new Map(toProperties(readJson(member.properties)));
  for (const [name, value] of Object.entries(columns)) {
    if (value === null) continue;
    if (properties.has(name)) throw new Error(`A column and a property: ${name}`);
    properties.set(name, JSON.stringify(value));
  }
  return properties;
}
