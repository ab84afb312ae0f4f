import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { IdSet } from '../id-set.ts';
import type { CohortRow } from './cohort-rows.ts';
import { addPacked, packIds } from './seen.ts';

const idsSchema = z.array(z.object({ delivery: z.number(), ids: z.string() }));
const idListSchema = z.array(z.number());
const packedSchema = z.array(z.object({ seen: z.instanceof(Uint8Array) }));
const idRowSchema = z.object({ id: z.number() });

const IN_SEGMENT = 'e.delivery IN (SELECT delivery FROM temp.segment)';
const TOLD_TO_LEAVE_SINCE = `
  EXISTS (SELECT 1 FROM stay s WHERE s.cohort = :cohort AND s.distinct_id = e.distinct_id AND s.left_evidence > :attempt)
  OR EXISTS (SELECT 1 FROM absence a WHERE a.cohort = :cohort AND a.distinct_id = e.distinct_id AND a.number > :attempt)`;
const NAMED_BY_NEWER = `
  EXISTS (SELECT 1 FROM member n WHERE n.cohort = :cohort AND n.distinct_id = e.distinct_id
    AND n.id IN (SELECT id FROM temp.newer))`;

// Rows that say the same as before are not written: a re-sync costs what it changes.
const upsert = (exceptions: readonly string[]): string => `
  INSERT INTO member (cohort, distinct_id, joined, evidence, changed, email, first_name, last_name, phone, props)
  SELECT :cohort, e.distinct_id, e.delivery, :attempt, e.delivery, e.email, e.first_name, e.last_name, e.phone, e.props
  FROM run.entry e
  WHERE ${[IN_SEGMENT, ...exceptions.map((exception) => `NOT (${exception})`)].join(' AND ')}
  ORDER BY e.rowid
  ON CONFLICT (cohort, distinct_id) DO UPDATE SET
    evidence = excluded.evidence, changed = excluded.changed, email = excluded.email,
    first_name = excluded.first_name, last_name = excluded.last_name, phone = excluded.phone, props = excluded.props
  WHERE evidence <= excluded.evidence AND (email IS NOT excluded.email OR first_name IS NOT excluded.first_name
    OR last_name IS NOT excluded.last_name OR phone IS NOT excluded.phone OR props IS NOT excluded.props)`;

/**
 * Everyone on these pages of one attempt is in, unless a fact with a higher number says otherwise.
 * `listed` is how many people the pages list. Returns how many joined, by delivery. The pages must be counted
 * already: which stays they name is noted with them.
 */
export function applyMembersPages(
  db: DatabaseSync,
  cohort: CohortRow,
  attempt: number,
  listed: number,
): ReadonlyMap<number, number> {
  const exceptions: string[] = [];
  if (cohort.lastLeave > attempt) exceptions.push(TOLD_TO_LEAVE_SINCE);
  if (loadNewerNames(db, cohort.id, attempt)) exceptions.push(NAMED_BY_NEWER);
  const before = lastMemberId(db);
  db.prepare(upsert(exceptions)).run({ cohort: cohort.id, attempt });
  const joined = newStays(db, before);
  takeBackIds(db, before);
  // When all of them are new, what was just written names them; else each is looked up.
  const named = countAll(joined) === listed ? joined : namedStays(db, cohort.id);
  const save = db.prepare('UPDATE page SET seen = ? WHERE delivery = ?');
  for (const [delivery, ids] of named) save.run(packIds(ids), delivery);
  return new Map([...joined].map(([delivery, ids]) => [delivery, ids.length]));
}

export interface CompletedAttempt {
  readonly sync: number;
  readonly attempt: number;
  /** The one that completed it. */
  readonly delivery: number;
  /** Whether who is not named leaves, by rule 1. */
  readonly mayLeave: boolean;
}

export interface Completion {
  readonly left: number;
  /** Who would have left, had it been allowed. */
  readonly withheld: number;
  /** Of those who were in before the attempt began and are so still: how many, and how many of them left now. */
  readonly before: number;
  readonly leftOfBefore: number;
}

/**
 * All pages of an attempt are there: whoever is in, is not named by it and of whom nothing with a higher
 * number is known, leaves with the attempt's number.
 */
export function completeMembersSync(
  db: DatabaseSync,
  cohort: CohortRow,
  { sync, attempt, delivery, mayLeave }: CompletedAttempt,
): Completion {
  const named = new IdSet(lastMemberId(db));
  const ownPages = db.prepare(
    'SELECT seen FROM page WHERE sync = ? AND attempt = ? AND current = 1 AND seen IS NOT NULL',
  );
  for (const { seen } of packedSchema.parse(ownPages.all(sync, attempt))) addPacked(named, seen);
  for (const { seen } of newerPages(db, cohort.id, attempt)) addPacked(named, seen);
  const members = count(db, 'SELECT count(*) AS n FROM member WHERE cohort = ?', cohort.id);
  const before = count(
    db,
    'SELECT count(*) AS n FROM member WHERE cohort = ? AND joined < ?',
    cohort.id,
    attempt,
  );
  // Of as many stays as there are members none is somebody else's, unless some of the named ended since.
  const areAllNamed = members === named.size && cohort.lastLeave < attempt;
  const leavers = areAllNamed ? [] : notNamed(db, cohort.id, named);
  const canLeave = mayLeave && leavers.length > 0;
  const left = canLeave ? endStays(db, leavers, delivery, attempt) : 0;
  const withheld = mayLeave ? 0 : countNotNewer(db, leavers, attempt);
  const leftOfBefore = left === 0 ? 0 : countEnded(db, cohort.id, delivery, attempt);
  forgetSuperseded(db, cohort.id, attempt);
  return { left, withheld, before, leftOfBefore };
}

/** Those of whom nothing newer is known than the attempt. */
function countNotNewer(db: DatabaseSync, ids: readonly number[], attempt: number): number {
  const row = db
    .prepare(
      'SELECT count(*) AS n FROM member WHERE id IN (SELECT value FROM json_each(?)) AND evidence <= ?',
    )
    .get(JSON.stringify(ids), attempt);
  return Number(row?.n);
}

function countEnded(db: DatabaseSync, cohort: number, delivery: number, attempt: number): number {
  return count(
    db,
    'SELECT count(*) AS n FROM stay WHERE cohort = ? AND left = ? AND joined < ?',
    cohort,
    delivery,
    attempt,
  );
}

function count(db: DatabaseSync, sql: string, ...params: readonly number[]): number {
  return Number(db.prepare(sql).get(...params)?.n);
}

/** Ends open stays whose last fact is not newer than `evidence`; returns how many. */
export function endStays(
  db: DatabaseSync,
  ids: readonly number[],
  delivery: number,
  evidence: number,
): number {
  const params = { ids: JSON.stringify(ids), delivery, evidence };
  const ended = db
    .prepare(`
      INSERT INTO stay (id, cohort, distinct_id, joined, left, left_evidence, changed, email, first_name, last_name, phone, props)
      SELECT id, cohort, distinct_id, joined, :delivery, :evidence, changed, email, first_name, last_name, phone, props
      FROM member WHERE id IN (SELECT value FROM json_each(:ids)) AND evidence <= :evidence`)
    .run(params);
  db.prepare(`
    DELETE FROM member WHERE id IN (SELECT value FROM json_each(:ids)) AND evidence <= :evidence`).run(
    {
      ids: params.ids,
      evidence,
    },
  );
  return Number(ended.changes);
}

function notNamed(db: DatabaseSync, cohort: number, named: IdSet): number[] {
  const leavers: number[] = [];
  // The index by joined covers this: no row is read.
  const ids = db.prepare('SELECT id FROM member INDEXED BY member_by_joined WHERE cohort = ?');
  for (const row of ids.iterate(cohort)) {
    const id = Number(row.id);
    if (!named.has(id)) leavers.push(id);
  }
  return leavers;
}

/** People already in use up an id each, too: taken back, ids stay small over many syncs, and so do sets of them. */
function takeBackIds(db: DatabaseSync, before: number): void {
  db.prepare(`
    UPDATE sqlite_sequence SET seq = (SELECT coalesce(max(id), ?1) FROM member WHERE id > ?1)
    WHERE name = 'member'`).run(before);
}

/** Stays that began with this segment, by delivery. */
function newStays(db: DatabaseSync, before: number): ReadonlyMap<number, readonly number[]> {
  return idsByDelivery(
    db
      .prepare(`
        SELECT joined AS delivery, json_group_array(id) AS ids FROM member
        WHERE id > ? GROUP BY joined`)
      .all(before),
  );
}

/** Open stays that the pages of this segment name, by delivery. */
function namedStays(db: DatabaseSync, cohort: number): ReadonlyMap<number, readonly number[]> {
  return idsByDelivery(
    db
      .prepare(`
        SELECT e.delivery, json_group_array(m.id) AS ids
        FROM run.entry e CROSS JOIN member m INDEXED BY member_key
          ON m.cohort = ? AND m.distinct_id = e.distinct_id
        WHERE ${IN_SEGMENT} GROUP BY e.delivery`)
      .all(cohort),
  );
}

function idsByDelivery(rows: unknown): ReadonlyMap<number, readonly number[]> {
  return new Map(
    idsSchema
      .parse(rows)
      .map(({ delivery, ids }) => [delivery, idListSchema.parse(JSON.parse(ids))]),
  );
}

function countAll(idsByDelivery: ReadonlyMap<number, readonly number[]>): number {
  return idsByDelivery.values().reduce((sum, ids) => sum + ids.length, 0);
}

/** Lays out the stays that pages of newer attempts name; false if there are none. */
function loadNewerNames(db: DatabaseSync, cohort: number, attempt: number): boolean {
  const pages = newerPages(db, cohort, attempt);
  if (pages.length === 0) return false;
  const named = new IdSet(lastMemberId(db));
  for (const { seen } of pages) addPacked(named, seen);
  db.exec('DELETE FROM temp.newer');
  const insert = db.prepare('INSERT INTO temp.newer VALUES (?)');
  for (const row of db.prepare('SELECT id FROM member WHERE cohort = ?').iterate(cohort)) {
    const { id } = idRowSchema.parse(row);
    if (named.has(id)) insert.run(id);
  }
  return true;
}

function newerPages(db: DatabaseSync, cohort: number, attempt: number) {
  return packedSchema.parse(
    db
      .prepare(`
        SELECT page.seen FROM sync JOIN page ON page.sync = sync.id AND page.attempt > ?
        WHERE sync.cohort = ? AND sync.action = 'members' AND page.seen IS NOT NULL`)
      .all(attempt, cohort),
  );
}

/** What only attempts begun earlier could still ask for. */
function forgetSuperseded(db: DatabaseSync, cohort: number, attempt: number): void {
  db.prepare(`
    UPDATE page SET seen = NULL WHERE seen IS NOT NULL AND attempt < ?
    AND sync IN (SELECT id FROM sync WHERE cohort = ? AND action = 'members')`).run(
    attempt,
    cohort,
  );
  db.prepare('DELETE FROM absence WHERE cohort = ? AND number < ?').run(cohort, attempt);
}

function lastMemberId(db: DatabaseSync): number {
  const row = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'member'").get();
  return Number(row?.seq ?? 0);
}
