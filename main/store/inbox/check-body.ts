import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import {
  type Envelope,
  type EnvelopeResult,
  LIST_PATHS,
  type ListPath,
  parseEnvelope,
} from '../../mixpanel/envelope.ts';
import { isNestedTooDeep, readableBody, withoutRepeatedNames } from '../readable-body.ts';

/** A body that says what to change: its envelope, and where and how long its list is. */
export interface CheckedSync {
  readonly ok: true;
  readonly envelope: Envelope;
  readonly listPath: ListPath;
  readonly entries: number;
  /** Names repeat within an object: the body is to be read with the last one counting. */
  readonly repaired: boolean;
}

export type CheckedBody = CheckedSync | Extract<EnvelopeResult, { ok: false }>;

const [underParameters, atTop] = LIST_PATHS;

// One parse: SQLite keeps it for all functions of the statement, and the members never become a JS string.
const CHECK = `
  WITH body(json) AS MATERIALIZED (SELECT CAST(? AS TEXT))
  SELECT CASE WHEN json_valid(json) THEN json_remove(json, '${underParameters}', '${atTop}') END AS envelope,
         CASE WHEN json_valid(json) THEN json_type(json, '${underParameters}') END AS typeUnder,
         CASE WHEN json_valid(json) THEN json_array_length(json, '${underParameters}') END AS entriesUnder,
         CASE WHEN json_valid(json) THEN json_type(json, '${atTop}') END AS typeTop,
         CASE WHEN json_valid(json) THEN json_array_length(json, '${atTop}') END AS entriesTop
  FROM body`;

const rowSchema = z.object({
  envelope: z.string().nullable(),
  typeUnder: z.string().nullable(),
  entriesUnder: z.number().nullable(),
  typeTop: z.string().nullable(),
  entriesTop: z.number().nullable(),
});

/** Checks bodies without decoding their members. */
export function createBodyCheck(): (body: Uint8Array) => CheckedBody {
  const db = new DatabaseSync(':memory:');
  const statement = db.prepare(CHECK);

  const check = (bytes: Uint8Array, repaired: boolean): CheckedBody => {
    const row = rowSchema.parse(statement.get(bytes));
    if (row.envelope === null) {
      return {
        ok: false,
        code: isNestedTooDeep(bytes) ? 'BODY_TOO_DEEP' : 'BODY_UNREADABLE',
        action: null,
      };
    }
    if (!repaired && repeatsNames(row.envelope)) return check(withoutRepeatedNames(bytes), true);
    const isUnder = row.typeUnder === 'array';
    const isTop = row.typeTop === 'array';
    const result = parseEnvelope(row.envelope, isUnder || isTop);
    if (!result.ok) return result;
    return {
      ok: true,
      envelope: result.envelope,
      listPath: isUnder ? underParameters : atTop,
      entries: (isUnder ? row.entriesUnder : row.entriesTop) ?? 0,
      repaired,
    };
  };
  return (body) => check(readableBody(body).bytes, false);
}

const ENVELOPE_NAMES =
  /"(action|parameters|members|mixpanel_[a-z_]+|page_info|page_count|total_pages)"\s*:/g;

/** A list left over after one was removed, or an envelope name that stands twice. */
function repeatsNames(envelope: string): boolean {
  const seen = new Set<string>();
  for (const [, name = ''] of envelope.matchAll(ENVELOPE_NAMES)) {
    if (name === 'members' || seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}
