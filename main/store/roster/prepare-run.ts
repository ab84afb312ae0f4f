import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { ACTIONS } from '../../mixpanel/actions.ts';
import { LIST_PATHS } from '../../mixpanel/envelope.ts';
import { COMMON_FIELDS, ID_FIELD, ID_FIELDS } from '../../mixpanel/members.ts';
import { storeTrouble } from '../database.ts';
import { readableBody, withoutRepeatedNames } from '../readable-body.ts';
import {
  type FoundProperty,
  PROPERTY_TYPES,
  type PreparedDelivery,
  type PreparedRun,
  type ScratchName,
} from './run.ts';

/** A run is applied in one transaction: long enough to be worth its sorting, short enough to be seen soon. */
const RUN_PAGES = 128;
const RUN_BYTES = 48 * 1024 * 1024;
const TRIES_ALONE = 3;

export const SCRATCH_SCHEMA = `
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
const foundSchema = z.array(z.object({ key: z.string(), kind: z.string() }));

/** A non-empty string, or a number as its JSON text; anything else counts as none. */
const idText = (name: string): string =>
  `nullif(CASE json_type(e.value, '$.${name}') WHEN 'text' THEN e.value ->> '$.${name}'
     WHEN 'integer' THEN e.value -> '$.${name}' WHEN 'real' THEN e.value -> '$.${name}' END, '')`;
const textOnly = (name: string): string =>
  `CASE json_type(e.value, '$.${name}') WHEN 'text' THEN e.value ->> '$.${name}' END`;
/** The path of a field that became a column; of anything else a path that no object has. */
const pathIfText = (name: string): string =>
  `CASE json_type(e.value, '$.${name}') WHEN 'text' THEN '$.${name}' ELSE '$[0]' END`;

const idPath = (name: string): string => (name.startsWith('$') ? `"${name}"` : name);

const LOAD = `
  INSERT INTO loaded
  SELECT ?1, coalesce(${ID_FIELDS.map(idPath).map(idText).join(', ')}), ${COMMON_FIELDS.map(textOnly).join(', ')},
    jsonb_remove(e.value, '$.${ID_FIELD}', ${COMMON_FIELDS.map(pathIfText).join(', ')})
  FROM jsonb_each(?2) e WHERE e.type = 'object'`;

// Dates come as YYYY-MM-DDTHH:MM:SS without a zone; source: mixpanel.md 1.3, seen in captured payloads.
const DATE_GLOB = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]';
const FIND_PROPERTIES = `
  SELECT DISTINCT key, CASE WHEN type = 'text' AND atom GLOB '${DATE_GLOB}' THEN 'date' ELSE type END AS kind
  FROM loaded, jsonb_each(loaded.props) WHERE loaded.rowid > ? AND loaded.distinct_id IS NOT NULL`;

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
  readonly #load: StatementSync;
  readonly #find: StatementSync;

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
    this.#load = scratch.prepare(LOAD);
    this.#find = scratch.prepare(FIND_PROPERTIES);
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
    const before = this.#lastLoaded();
    let list = this.#extractList(row.repaired === 1 ? withoutRepeatedNames(bytes) : bytes, row);
    const listHash = hash('sha256', list, 'hex');
    this.#load.run(row.number, list);
    let found = foundSchema.parse(this.#find.all(before));
    if (found.some(repeatsName)) {
      this.#scratch.prepare('DELETE FROM loaded WHERE rowid > ?').run(before);
      list = this.#extractList(withoutRepeatedNames(bytes), row);
      this.#load.run(row.number, list);
      found = foundSchema.parse(this.#find.all(before));
    }
    const { identified, ...common } = z.record(z.string(), z.number()).parse(
      this.#scratch
        .prepare(`
            SELECT count(distinct_id) AS identified, count(email) AS email, count(first_name) AS first_name,
              count(last_name) AS last_name, count(phone) AS phone_number
            FROM loaded WHERE rowid > ? AND distinct_id IS NOT NULL`)
        .get(before),
    );
    for (const [key, count] of Object.entries(common))
      if (count > 0) found.push({ key, kind: 'text' });
    return {
      listHash,
      unidentified: row.entries - (identified ?? 0),
      oddText,
      properties: gatherTypes(found),
    };
  }

  #extractList(bytes: Uint8Array, row: DeliveryRow): Uint8Array {
    return bytesSchema.parse(this.#list.get(bytes, row.list_path)?.list);
  }

  #lastLoaded(): number {
    return Number(
      this.#scratch.prepare('SELECT coalesce(max(rowid), 0) AS id FROM loaded').get()?.id,
    );
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

/** What was taken out as a column can stand in the rest only if its name came twice. */
function repeatsName({ key, kind }: { key: string; kind: string }): boolean {
  const isText = kind === 'text' || kind === 'date';
  return key === ID_FIELD || (isText && COMMON_FIELDS.some((name) => name === key));
}

const TYPE_OF_KIND: Readonly<Record<string, number>> = {
  text: PROPERTY_TYPES.text,
  date: PROPERTY_TYPES.date,
  integer: PROPERTY_TYPES.number,
  real: PROPERTY_TYPES.number,
  true: PROPERTY_TYPES.boolean,
  false: PROPERTY_TYPES.boolean,
  array: PROPERTY_TYPES.list,
  object: PROPERTY_TYPES.object,
  null: PROPERTY_TYPES.null,
};

function gatherTypes(found: readonly { key: string; kind: string }[]): FoundProperty[] {
  const types = new Map<string, number>();
  for (const { key, kind } of found) {
    types.set(key, (types.get(key) ?? 0) | (TYPE_OF_KIND[kind] ?? 0));
  }
  return [...types].map(([name, bits]) => ({ name, types: bits }));
}
