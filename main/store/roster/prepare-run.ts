import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { ACTIONS } from '../../mixpanel/actions.ts';
import { LIST_PATHS } from '../../mixpanel/envelope.ts';
import { COMMON_FIELDS, ID_FIELD, ID_FIELDS } from '../../mixpanel/members.ts';
import { storeTrouble } from '../database.ts';
import { readableBody, withoutRepeatedNames } from '../readable-body.ts';
import type { PreparedDelivery, PreparedRun, ScratchName } from './run.ts';
import { ListSurveyor } from './survey-list.ts';

/** A run is applied in one transaction: long enough to be worth its sorting, short enough to be seen soon. */
const RUN_PAGES = 128;
const RUN_BYTES = 48 * 1024 * 1024;
const TRIES_ALONE = 3;

const SCRATCH_SCHEMA = `
  CREATE TABLE IF NOT EXISTS loaded (delivery INTEGER, distinct_id TEXT, email TEXT, first_name TEXT, last_name TEXT, phone TEXT, props BLOB);
  CREATE TABLE IF NOT EXISTS entry (delivery INTEGER, distinct_id TEXT, email TEXT, first_name TEXT, last_name TEXT, phone TEXT, props BLOB);
`;

const rowSchema = z.object({
  number: z.number(),
  received_at: z.number(),
  action: z.enum(ACTIONS),
  project_id: z.string(),
  cohort_id: z.string(),
  cohort_name: z.string().nullable(),
  cohort_description: z.string().nullable(),
  session_id: z.string().nullable(),
  page: z.number().nullable(),
  total_pages: z.number().nullable(),
  entries: z.number(),
  list_path: z.enum(LIST_PATHS),
  repaired: z.number(),
  size: z.number(),
});
type DeliveryRow = z.infer<typeof rowSchema>;

const bytesSchema = z.instanceof(Uint8Array);

/** How the id and the common fields are read from an entry, and which of them are then left out of the rest. */
interface Reading {
  readonly id: string;
  readonly field: (name: string) => string;
  readonly removed: (name: string) => string;
}

const load = ({ id, field, removed }: Reading): string => `
  INSERT INTO loaded
  SELECT ?1, ${id}, ${COMMON_FIELDS.map(field).join(', ')},
    jsonb_remove(e.value, '$.${ID_FIELD}', ${COMMON_FIELDS.map(removed).join(', ')})
  FROM jsonb_each(?2) e WHERE e.type = 'object'`;

/** For lists whose ids and common fields are all text, as nearly all are. */
const LOAD_PLAIN = load({
  id: `e.value ->> '$.${ID_FIELD}'`,
  field: (name) => `e.value ->> '$.${name}'`,
  removed: (name) => `'$.${name}'`,
});

/** The id is a non-empty string, or a number as its JSON text; a common field that is no text stays in the rest. */
const LOAD_ANY = load({
  id: `coalesce(${ID_FIELDS.map(idText).join(', ')})`,
  field: (name) =>
    `CASE json_type(e.value, '$.${name}') WHEN 'text' THEN e.value ->> '$.${name}' END`,
  // A path that no object has stands for "remove nothing".
  removed: (name) =>
    `CASE json_type(e.value, '$.${name}') WHEN 'text' THEN '$.${name}' ELSE '$[0]' END`,
});

function idText(name: string): string {
  const path = name.startsWith('$') ? `$."${name}"` : `$.${name}`;
  return `nullif(CASE json_type(e.value, '${path}') WHEN 'text' THEN e.value ->> '${path}'
    WHEN 'integer' THEN e.value -> '${path}' WHEN 'real' THEN e.value -> '${path}' END, '')`;
}

// Sorting by person makes the roster's index grow from left to right instead of everywhere at once.
const SORT =
  'INSERT INTO entry SELECT * FROM loaded WHERE distinct_id IS NOT NULL ORDER BY distinct_id, rowid';
const DROP_EARLIER_ON_PAGE = `
  DELETE FROM entry WHERE rowid IN (SELECT a.rowid FROM entry a JOIN entry b
    ON b.rowid = a.rowid + 1 AND b.distinct_id = a.distinct_id AND b.delivery = a.delivery)`;
const SHARES_PEOPLE = `
  SELECT 1 AS found FROM entry a JOIN entry b
    ON b.rowid = a.rowid + 1 AND b.distinct_id = a.distinct_id AND b.delivery <> a.delivery LIMIT 1`;

/** Reads waiting deliveries from the inbox and lays their members out in a scratch file, ready to be applied. */
export class RunPreparer {
  readonly #name: ScratchName;
  readonly #scratch: DatabaseSync;
  readonly #next: StatementSync;
  readonly #body: StatementSync;
  readonly #list: StatementSync;
  readonly #loadPlain: StatementSync;
  readonly #loadAny: StatementSync;
  readonly #surveyor = new ListSurveyor();

  constructor(inbox: DatabaseSync, name: ScratchName, scratch: DatabaseSync) {
    this.#name = name;
    this.#scratch = scratch;
    scratch.exec(SCRATCH_SCHEMA);
    this.#next = inbox.prepare(`
      SELECT number, received_at, action, project_id, cohort_id, cohort_name, cohort_description, session_id,
        page, total_pages, entries, list_path, repaired, size
      FROM delivery WHERE number > ? AND kind = 'sync' ORDER BY number LIMIT ${RUN_PAGES}`);
    this.#body = inbox.prepare('SELECT body FROM delivery WHERE number = ?');
    this.#list = scratch.prepare('SELECT jsonb_extract(CAST(?1 AS TEXT), ?2) AS list');
    this.#loadPlain = scratch.prepare(LOAD_PLAIN);
    this.#loadAny = scratch.prepare(LOAD_ANY);
  }

  /** The next run after a delivery's number, at most `limit` deliveries long; null when nothing waits. */
  prepare(after: number, limit = RUN_PAGES): PreparedRun | null {
    const rows = takeRun(z.array(rowSchema).parse(this.#next.all(after)), limit);
    const first = rows[0];
    if (first === undefined) return null;
    this.#scratch.exec('DELETE FROM loaded; DELETE FROM entry; BEGIN');
    try {
      const deliveries = rows.map((row) => this.#loadDelivery(row));
      this.#scratch.exec(SORT);
      const sharesPeople = this.#scratch.prepare(SHARES_PEOPLE).get() !== undefined;
      this.#scratch.exec(DROP_EARLIER_ON_PAGE);
      this.#scratch.exec('DELETE FROM loaded');
      const { project_id, cohort_id, session_id, action } = first;
      const key = { projectId: project_id, cohortId: cohort_id, sessionId: session_id, action };
      return { scratch: this.#name, key, deliveries, sharesPeople };
    } finally {
      this.#scratch.exec('COMMIT');
    }
  }

  #loadDelivery(row: DeliveryRow): PreparedDelivery {
    const base = {
      number: row.number,
      receivedAtMs: row.received_at,
      cohortName: row.cohort_name,
      cohortDescription: row.cohort_description,
      place:
        row.page === null || row.total_pages === null
          ? null
          : { page: row.page, totalPages: row.total_pages },
      entries: row.entries,
    };
    let problem = '';
    for (let tries = 0; tries < TRIES_ALONE; tries += 1) {
      try {
        return { ...base, ...this.#loadList(row), problem: null };
      } catch (error) {
        const trouble = storeTrouble(error);
        if (trouble !== null && trouble !== 'STORE_CORRUPT') throw error;
        // A list that can't be read is this page's fault alone: the roster sets it aside and goes on.
        this.#scratch.prepare('DELETE FROM loaded WHERE delivery = ?').run(row.number);
        problem = error instanceof Error ? error.message : String(error);
      }
    }
    return { ...base, listHash: '', unidentified: 0, oddText: 0, properties: [], problem };
  }

  #loadList(row: DeliveryRow) {
    const stored = bytesSchema.parse(this.#body.get(row.number)?.body);
    const { bytes, oddText } = readableBody(zstdDecompressSync(stored));
    let list = this.#extractList(row.repaired === 1 ? withoutRepeatedNames(bytes) : bytes, row);
    const listHash = hash('sha256', list, 'hex');
    let survey = this.#surveyor.survey(list);
    if (survey.repeatsNames) {
      list = this.#extractList(withoutRepeatedNames(bytes), row);
      survey = this.#surveyor.survey(list);
    }
    (survey.isPlain ? this.#loadPlain : this.#loadAny).run(row.number, list);
    const { unidentified, properties } = survey;
    return { listHash, unidentified, oddText, properties };
  }

  #extractList(bytes: Uint8Array, row: DeliveryRow): Uint8Array {
    return bytesSchema.parse(this.#list.get(bytes, row.list_path)?.list);
  }
}

function takeRun(rows: readonly DeliveryRow[], limit: number): DeliveryRow[] {
  const first = rows[0];
  const run: DeliveryRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const belongs =
      first !== undefined &&
      row.project_id === first.project_id &&
      row.cohort_id === first.cohort_id &&
      row.action === first.action &&
      row.session_id === first.session_id &&
      (row.session_id !== null || row === first);
    if (!belongs || run.length === limit || (run.length > 0 && bytes + row.size > RUN_BYTES)) break;
    run.push(row);
    bytes += row.size;
  }
  return run;
}
