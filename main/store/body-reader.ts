import { DatabaseSync, type StatementSync } from 'node:sqlite';
import * as z from 'zod';
import type { ErrorCode } from '../../shared/errors.ts';
import {
  type Envelope,
  type FoundList,
  LIST_PATHS,
  type ListPath,
  parseEnvelope,
  type UnusableBody,
} from '../mixpanel/envelope.ts';
import { type ScannedJson, scanJson, withEdits } from '../mixpanel/scan-json.ts';
import { readableBody } from './readable-body.ts';

/** A body that says what to change: its envelope, and where and how long its list is. */
export interface CheckedSync {
  readonly ok: true;
  readonly envelope: Envelope;
  readonly listPath: ListPath;
  readonly entries: number;
  /** SQLite and JSON.parse read it alike only once it is rewritten. */
  readonly repaired: boolean;
}

export type CheckedBody = CheckedSync | UnusableBody;

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
type Row = z.infer<typeof rowSchema>;

/**
 * The one reader of bodies: what it finds usable when a delivery arrives, `rewritten` and SQLite read again when it is
 * applied. Never decodes the members of a usual body, and throws for none.
 */
export class BodyReader {
  readonly #statement: StatementSync = new DatabaseSync(':memory:').prepare(CHECK);

  read(body: Uint8Array): CheckedBody {
    const { bytes } = readableBody(body);
    // SQLite reads no further than a NUL.
    const row = bytes.includes(0) ? null : this.#look(bytes);
    if (row !== null && isReadAlike(row.envelope)) return checkedBody(row, false);
    return this.#readScanned(bytes, scanJson(bytes));
  }

  #readScanned(bytes: Uint8Array, scanned: ScannedJson): CheckedBody {
    const { verdict } = scanned;
    if (verdict === 'whole') {
      const row = this.#look(withEdits(bytes, scanned.edits).bytes);
      if (row === null) return unreadable('BODY_UNREADABLE');
      return checkedBody(row, scanned.edits.length > 0);
    }
    if (verdict === 'cut' || bytes.length === 0) return this.#cut(bytes, scanned);
    return unreadable(verdict === 'deep' ? 'BODY_TOO_DEEP' : 'BODY_UNREADABLE');
  }

  /** What a body that is cut says of itself up to there. */
  #cut(bytes: Uint8Array, { wholeUpTo, open, edits }: ScannedJson): UnusableBody {
    const begun = Buffer.concat([bytes.subarray(0, wholeUpTo), Buffer.from(open)]);
    const row = this.#look(
      withEdits(
        begun,
        edits.filter(({ end }) => end <= wholeUpTo),
      ).bytes,
    );
    if (row === null) return unreadable('BODY_CUT');
    const told = parseEnvelope(row.envelope, 'list');
    return told.ok
      ? { ok: false, code: 'BODY_CUT', action: told.envelope.action, cohort: told.envelope }
      : { ...told, code: 'BODY_CUT' };
  }

  /** null when it is no JSON to SQLite. */
  #look(bytes: Uint8Array): (Row & { envelope: string }) | null {
    const { envelope, ...row } = rowSchema.parse(this.#statement.get(bytes));
    return envelope === null ? null : { ...row, envelope };
  }
}

/** A body that the reader marked as `repaired`, or in whose list names repeat, and how many numbers became null. */
export function rewritten(bytes: Uint8Array): {
  readonly bytes: Uint8Array;
  readonly nulls: number;
} {
  return withEdits(bytes, scanJson(bytes).edits);
}

/** Whether no list is left over that another one of its name hid, and no name stands twice. */
function isReadAlike(envelope: string): boolean {
  const mayHideList = /"members"\s*:|\\u00[67]/i.test(envelope);
  return !mayHideList && scanJson(Buffer.from(envelope)).edits.length === 0;
}

function checkedBody(row: Row & { envelope: string }, repaired: boolean): CheckedBody {
  const isTop = row.typeUnder !== 'array' && (row.typeTop === 'array' || row.typeUnder !== 'null');
  const result = parseEnvelope(row.envelope, foundList(isTop ? row.typeTop : row.typeUnder));
  if (!result.ok) return result;
  return {
    ok: true,
    envelope: result.envelope,
    listPath: isTop ? atTop : underParameters,
    entries: (isTop ? row.entriesTop : row.entriesUnder) ?? 0,
    repaired,
  };
}

function foundList(type: string | null): FoundList {
  if (type === 'array') return 'list';
  return type === 'null' ? 'null' : 'none';
}

function unreadable(code: ErrorCode): UnusableBody {
  return { ok: false, code, action: null, cohort: null };
}
