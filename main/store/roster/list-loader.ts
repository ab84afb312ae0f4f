import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { COMMON_FIELDS, ID_FIELD, ID_FIELDS } from '../../mixpanel/members.ts';
import { rewritten } from '../body-reader.ts';
import { storeTrouble, transaction } from '../database.ts';
import { readableBody } from '../readable-body.ts';
import { JSONB } from '../reading/jsonb.ts';
import type { DeliveryRow } from './delivery-row.ts';
import type { PreparedDelivery } from './run.ts';
import { ListSurveyor } from './survey-list.ts';

const TRIES_ALONE = 3;

/** Why a page is set aside that names nobody, by rule 1: nobody could tell who is in. */
export const NO_USABLE_ID = 'NO_USABLE_ID';

const SCRATCH_SCHEMA = `
  CREATE TABLE IF NOT EXISTS loaded (delivery INTEGER, distinct_id TEXT, email TEXT, first_name TEXT, last_name TEXT, phone TEXT, props BLOB);
  CREATE TABLE IF NOT EXISTS entry (delivery INTEGER, distinct_id TEXT, email TEXT, first_name TEXT, last_name TEXT, phone TEXT, props BLOB);
`;

const bytesSchema = z.instanceof(Uint8Array);
/** In SQLite's JSONB. */
const EMPTY_LIST = Uint8Array.of(JSONB.array);

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

/** Lays the members of deliveries out in a scratch file, sorted by person. */
export class ListLoader {
  readonly #scratch: DatabaseSync;
  readonly #body: StatementSync;
  readonly #list: StatementSync;
  readonly #loadPlain: StatementSync;
  readonly #loadAny: StatementSync;
  readonly #surveyor = new ListSurveyor();

  constructor(inbox: DatabaseSync, scratch: DatabaseSync) {
    this.#scratch = scratch;
    scratch.exec(SCRATCH_SCHEMA);
    this.#body = inbox.prepare('SELECT body FROM delivery WHERE number = ?');
    this.#list = scratch.prepare('SELECT jsonb_extract(CAST(?1 AS TEXT), ?2) AS list');
    this.#loadPlain = scratch.prepare(LOAD_PLAIN);
    this.#loadAny = scratch.prepare(LOAD_ANY);
  }

  /** Lays out these deliveries and nothing else. `sharesPeople`: somebody stands in two of them. */
  layOut(rows: readonly DeliveryRow[]): {
    readonly deliveries: readonly PreparedDelivery[];
    readonly sharesPeople: boolean;
  } {
    this.#scratch.exec('DELETE FROM loaded; DELETE FROM entry');
    return transaction(this.#scratch, () => {
      const deliveries = rows.map((row) => this.#loadDelivery(row));
      this.#scratch.exec(SORT);
      const sharesPeople = this.#scratch.prepare(SHARES_PEOPLE).get() !== undefined;
      this.#scratch.exec(DROP_EARLIER_ON_PAGE);
      this.#scratch.exec('DELETE FROM loaded');
      return { deliveries, sharesPeople };
    });
  }

  #loadDelivery(row: DeliveryRow): PreparedDelivery {
    const base = {
      number: row.number,
      receivedAtMs: row.received_at,
      cohortName: row.cohort_name,
      cohortDescription: row.cohort_description,
      page: row.page,
      totalPages: row.total_pages,
      entries: row.entries,
    };
    let problem = '';
    for (let tries = 0; tries < TRIES_ALONE; tries += 1) {
      try {
        const list = this.#loadList(row);
        const hasUsableId = row.entries === 0 || list.unidentified < row.entries;
        return { ...base, ...list, problem: hasUsableId ? null : NO_USABLE_ID };
      } catch (error) {
        const trouble = storeTrouble(error);
        if (trouble !== null && trouble !== 'STORE_CORRUPT') throw error;
        // A list that can't be read is this page's fault alone: the roster sets it aside and goes on.
        this.#scratch.prepare('DELETE FROM loaded WHERE delivery = ?').run(row.number);
        problem = error instanceof Error ? error.message : String(error);
      }
    }
    const nothing = { listHash: '', unidentified: 0, oddText: 0, nullNumbers: 0, properties: [] };
    return { ...base, ...nothing, problem };
  }

  #loadList(row: DeliveryRow) {
    const stored = bytesSchema.parse(this.#body.get(row.number)?.body);
    const { bytes: text, oddText } = readableBody(beforeNul(zstdDecompressSync(stored)));
    const once = row.repaired === 1 ? rewritten(text) : { bytes: text, nulls: 0 };
    let list = this.#extractList(once.bytes, row);
    let survey = this.#surveyor.survey(list);
    if (survey.repeatsNames) {
      list = this.#extractList(rewritten(text).bytes, row);
      survey = this.#surveyor.survey(list);
    }
    // As it is read: what a repeated name said first makes no other list.
    const listHash = hash('sha256', list, 'hex');
    (survey.isPlain ? this.#loadPlain : this.#loadAny).run(row.number, list);
    const { unidentified, properties } = survey;
    return { listHash, unidentified, oddText, nullNumbers: once.nulls, properties };
  }

  /** A null is an empty list, though never of a full sync: everybody would leave. */
  #extractList(bytes: Uint8Array, { list_path, action, entries }: DeliveryRow): Uint8Array {
    const list = this.#list.get(bytes, list_path)?.list;
    const isEmpty = list === null && action !== 'members' && entries === 0;
    return isEmpty ? EMPTY_LIST : bytesSchema.parse(list);
  }
}

/** Earlier versions took what stands before a NUL, whatever came after it. */
function beforeNul(body: Uint8Array): Uint8Array {
  const nul = body.indexOf(0);
  return nul < 0 ? body : body.subarray(0, nul);
}
