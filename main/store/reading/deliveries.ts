import type { DatabaseSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';

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
  readonly joined: number;
  readonly left: number;
  /** People to remove who were not in. */
  readonly unknown: number;
  /** Entries without an id. */
  readonly unidentified: number;
  /** Characters that were no valid text and were written out. */
  readonly oddText: number;
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
  joined: z.number(),
  left: z.number(),
  unknown: z.number(),
  unidentified: z.number(),
  odd_text: z.number(),
  error: z.string().nullable(),
});
const bodySchema = z.object({ body: z.instanceof(Uint8Array).nullable() }).optional();

/** The latest deliveries before a number, newest first. */
export function listDeliveries(
  inbox: DatabaseSync,
  roster: DatabaseSync,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): DeliverySummary[] {
  const report = roster.prepare(`
    SELECT outcome, joined, left, unknown, unidentified, odd_text, error FROM applied WHERE delivery = ?`);
  return inbox
    .prepare(`
      SELECT number, received_at, kind, code, action, project_id, cohort_id, cohort_name, session_id,
        page, total_pages, entries, size
      FROM delivery WHERE number < ? ORDER BY number DESC LIMIT ?`)
    .all(before ?? Number.MAX_SAFE_INTEGER, limit)
    .map((value) => {
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
    });
}

/** The body of a delivery as received; null when it was empty, too large to keep, or is trimmed. */
export function readBody(inbox: DatabaseSync, number: number): Uint8Array | null {
  const row = inbox.prepare('SELECT body FROM delivery WHERE number = ?').get(number);
  const body = bodySchema.parse(row)?.body ?? null;
  return body === null ? null : zstdDecompressSync(body);
}

function readReport(value: unknown): DeliveryReport | null {
  if (value === undefined) return null;
  const { odd_text, ...report } = reportSchema.parse(value);
  return { ...report, oddText: odd_text };
}
