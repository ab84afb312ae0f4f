import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { hostIn } from '../../receiver/kept-headers.ts';
import { type DeliveriesWanted, findDeliveries } from './find-deliveries.ts';
import { unknownStartsOf } from './starts.ts';

/** A delivery as received, with what it did. */
export interface DeliverySummary {
  readonly number: number;
  readonly receivedAtMs: number;
  readonly kind: 'sync' | 'test' | 'refused';
  /** Why it was refused. */
  readonly code: string | null;
  readonly action: string | null;
  readonly projectId: string | null;
  readonly cohortId: string | null;
  readonly cohortName: string | null;
  readonly sessionId: string | null;
  readonly page: number | null;
  readonly totalPages: number | null;
  readonly entries: number | null;
  readonly sizeBytes: number;
  /** null while it waits to be applied, and for what is never applied. */
  readonly report: DeliveryReport | null;
}

/** What applying a delivery did. */
export interface DeliveryReport {
  readonly outcome: 'applied' | 'repeat' | 'superseded' | 'failed';
  /** People it was the first to name, and who may have been in before it: no joins, by rule 7. */
  readonly inSinceBefore: number;
  readonly joined: number;
  readonly left: number;
  /** People to remove who were not in. */
  readonly unknown: number;
  /** Entries without an id. */
  readonly unidentified: number;
  /** Characters that were no valid text and were written out. */
  readonly oddText: number;
  /** Numbers that JSON does not know, taken as null. */
  readonly nullNumbers: number;
  readonly error: string | null;
}

const rowSchema = z.object({
  number: z.number(),
  received_at: z.number(),
  kind: z.enum(['sync', 'test', 'refused']),
  code: z.string().nullable(),
  action: z.string().nullable(),
  project_id: z.string().nullable(),
  cohort_id: z.string().nullable(),
  cohort_name: z.string().nullable(),
  session_id: z.string().nullable(),
  page: z.number().nullable(),
  total_pages: z.number().nullable(),
  entries: z.number().nullable(),
  size: z.number(),
});
const reportSchema = z.object({
  outcome: z.enum(['applied', 'repeat', 'superseded', 'failed']),
  in_since_before: z.number(),
  joined: z.number(),
  left: z.number(),
  unknown: z.number(),
  unidentified: z.number(),
  odd_text: z.number(),
  null_numbers: z.number(),
  error: z.string().nullable(),
});
const headersSchema = z.record(z.string(), z.string());
const latestSchema = z.object({ number: z.number(), received_at: z.number() }).optional();
const bodySchema = z.object({ body: z.instanceof(Uint8Array).nullable() }).optional();

export interface DeliveriesQuery extends DeliveriesWanted {
  readonly before?: number | undefined;
  readonly limit: number;
}

const SUMMARY = `
  SELECT number, received_at, kind, code, action, project_id, cohort_id, cohort_name, session_id,
    page, total_pages, entries, size
  FROM delivery WHERE number = ?`;

/** The latest deliveries before a number that are wanted, newest first. */
export function listDeliveries(
  inbox: DatabaseSync,
  roster: DatabaseSync,
  { before, limit, ...wanted }: DeliveriesQuery,
): DeliverySummary[] {
  const numbers = findDeliveries(inbox, roster, wanted, before ?? Number.MAX_SAFE_INTEGER);
  return summariesOf(inbox, roster, numbers.take(limit));
}

/** Those that are still kept, in the order of their numbers here. */
export function summariesOf(
  inbox: DatabaseSync,
  roster: DatabaseSync,
  numbers: Iterable<number>,
): DeliverySummary[] {
  const report = reportStatement(roster);
  const summary = inbox.prepare(SUMMARY);
  return [...numbers]
    .map((number) => summary.get(number))
    .filter((row) => row !== undefined)
    .map((row) => summarise(row, report));
}

/** One delivery and the headers it came with; null when it is not kept any more. */
export function readDelivery(
  inbox: DatabaseSync,
  roster: DatabaseSync,
  number: number,
): { readonly delivery: DeliverySummary; readonly headers: Record<string, string> } | null {
  const row = inbox.prepare(SUMMARY).get(number);
  const kept = inbox.prepare('SELECT headers FROM delivery WHERE number = ?').get(number);
  if (row === undefined || kept === undefined) return null;
  const headers = headersSchema.parse(JSON.parse(String(kept.headers)));
  return { delivery: summarise(row, reportStatement(roster)), headers };
}

/** The newest delivery of any kind; null when none is kept. */
export function latestDelivery(
  inbox: DatabaseSync,
): { readonly number: number; readonly receivedAtMs: number } | null {
  const row = latestSchema.parse(
    inbox
      .prepare(
        "SELECT number, received_at FROM delivery WHERE kind <> 'quiet' ORDER BY number DESC LIMIT 1",
      )
      .get(),
  );
  return row === undefined ? null : { number: row.number, receivedAtMs: row.received_at };
}

/** Over which host a delivery came, as its sender named it; null when it is not kept any more, or told none. */
export function hostOf(inbox: DatabaseSync, number: number): string | null {
  const row = inbox.prepare('SELECT headers FROM delivery WHERE number = ?').get(number);
  if (row === undefined) return null;
  return hostIn(headersSchema.parse(JSON.parse(String(row.headers))));
}

function reportStatement(roster: DatabaseSync): StatementSync {
  return roster.prepare(`
    SELECT outcome, joined, left, unknown, unidentified, odd_text, null_numbers, error,
      CASE WHEN joined > 0 AND delivery IN (${unknownStartsOf('applied.cohort')}) THEN joined ELSE 0 END
        AS in_since_before
    FROM applied WHERE delivery = ?`);
}

function summarise(value: unknown, report: StatementSync): DeliverySummary {
  const row = rowSchema.parse(value);
  return {
    number: row.number,
    receivedAtMs: row.received_at,
    kind: row.kind,
    code: row.code,
    action: row.action,
    projectId: row.project_id,
    cohortId: row.cohort_id,
    cohortName: row.cohort_name,
    sessionId: row.session_id,
    page: row.page,
    totalPages: row.total_pages,
    entries: row.entries,
    sizeBytes: row.size,
    report: readReport(report.get(row.number)),
  };
}

/** The body of a delivery as received; null when it was empty, too large to keep, or is trimmed. */
export function readBody(inbox: DatabaseSync, number: number): Uint8Array | null {
  const row = inbox.prepare('SELECT body FROM delivery WHERE number = ?').get(number);
  const body = bodySchema.parse(row)?.body ?? null;
  return body === null ? null : zstdDecompressSync(body);
}

function readReport(value: unknown): DeliveryReport | null {
  if (value === undefined) return null;
  const { odd_text, null_numbers, in_since_before, ...report } = reportSchema.parse(value);
  return {
    ...report,
    inSinceBefore: in_since_before,
    joined: report.joined - in_since_before,
    oddText: odd_text,
    nullNumbers: null_numbers,
  };
}
