import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { DeliveryState } from '../../../shared/api/delivery-model.ts';
import { searchClause } from './search.ts';

/** Which deliveries are wanted: what became of them, and a text. */
export interface DeliveriesWanted {
  readonly state?: DeliveryState | undefined;
  /** Text to be found in what is listed: a cohort, session, action, code, number or time. */
  readonly search?: string | undefined;
}

const SEARCHED = ['d.cohort_name', 'd.cohort_id', 'd.session_id', 'd.action', 'd.code', 'd.number'];
/** As a person reads it here: in the time zone of this computer. */
const TIME = "strftime('%Y-%m-%d %H:%M:%S', d.received_at / 1000, 'unixepoch', 'localtime')";
/** Times are costly to write out, and no other text can stand in one. */
const LIKE_TIME = /^[\d :-]+$/;

const OF_KIND: Readonly<Record<DeliveryState, string>> = {
  all: " AND d.kind <> 'quiet'",
  changed: " AND d.kind <> 'quiet'",
  failed: '',
  refused: " AND d.kind = 'refused'",
  tests: " AND d.kind = 'test'",
  heartbeats: " AND d.kind = 'sync' AND d.entries = 0 AND d.action <> 'members'",
};
/** What only the roster knows. */
const OF_REPORT: Partial<Readonly<Record<DeliveryState, string>>> = {
  changed: '(joined > 0 OR left > 0)',
  failed: "outcome = 'failed'",
};

const numberRow = z.object({ number: z.number() });

/**
 * Numbers of the deliveries before a number that are wanted, newest first. Read off an index that holds what is listed
 * and not the bodies, so that a hundred thousand cost little.
 */
export function* findDeliveries(
  inbox: DatabaseSync,
  roster: DatabaseSync,
  { state = 'all', search }: DeliveriesWanted,
  before: number,
): Generator<number> {
  const { clause, pattern } = searchClause(search, searchedFor(search));
  const where = `${OF_KIND[state]}${clause}`;
  const from = 'SELECT d.number FROM delivery d INDEXED BY delivery_listed WHERE';
  const report = OF_REPORT[state];
  if (report === undefined) {
    const found = inbox.prepare(`${from} d.number < :before${where} ORDER BY d.number DESC`);
    for (const row of found.iterate({ before, ...pattern })) yield numberRow.parse(row).number;
    return;
  }
  const reported = roster.prepare(`
    SELECT delivery AS number FROM applied WHERE delivery < ? AND ${report} ORDER BY delivery DESC`);
  const isWanted = inbox.prepare(`${from} d.number = :number${where}`);
  for (const row of reported.iterate(before)) {
    const { number } = numberRow.parse(row);
    if (isWanted.get({ number, ...pattern }) !== undefined) yield number;
  }
}

/** Tells of a delivery whether the text stands in what is listed of it. */
export function listedMatcher(inbox: DatabaseSync, search: string): (number: number) => boolean {
  const { clause, pattern } = searchClause(search, searchedFor(search));
  const statement = inbox.prepare(
    `SELECT 1 FROM delivery d INDEXED BY delivery_listed WHERE d.number = :number${clause}`,
  );
  return (number) => statement.get({ number, ...pattern }) !== undefined;
}

function searchedFor(search: string | undefined): readonly string[] {
  return search !== undefined && LIKE_TIME.test(search) ? [...SEARCHED, TIME] : SEARCHED;
}
