import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { BodyReader } from '../body-reader.ts';
import type { DeliveryRow } from './delivery-row.ts';

const bodySchema = z.object({ body: z.instanceof(Uint8Array) });

/** Reads deliveries that an earlier version took, and that are still to be applied, by the rules of this one. */
export class EarlierDeliveries {
  readonly #upTo: number;
  readonly #body: StatementSync;
  #reader: BodyReader | null = null;

  constructor(inbox: DatabaseSync) {
    const row = inbox.prepare("SELECT value FROM meta WHERE key = 'read_by_earlier'").get();
    this.#upTo = Number(row?.value ?? 0);
    this.#body = inbox.prepare('SELECT body FROM delivery WHERE number = ? AND body IS NOT NULL');
  }

  /** The row as this version reads it; as it stands where it was kept by this version, or can't be read any more. */
  readAnew(row: DeliveryRow): DeliveryRow {
    if (row.number > this.#upTo) return row;
    const kept = bodySchema.safeParse(this.#body.get(row.number));
    if (!kept.success) return row;
    this.#reader ??= new BodyReader();
    const read = this.#reader.read(decompressed(kept.data.body));
    if (!read.ok) return row;
    const { envelope, listPath, entries, repaired } = read;
    return {
      ...row,
      action: envelope.action,
      project_id: envelope.projectId,
      cohort_id: envelope.cohortId,
      cohort_name: envelope.cohortName,
      cohort_description: envelope.cohortDescription,
      session_id: envelope.sessionId,
      page: envelope.page,
      total_pages: envelope.totalPages,
      entries,
      list_path: listPath,
      repaired: repaired ? 1 : 0,
    };
  }
}

/** Empty where it can't be decompressed: that is told when its list is read. */
function decompressed(stored: Uint8Array): Uint8Array {
  try {
    return zstdDecompressSync(stored);
  } catch {
    return new Uint8Array();
  }
}
