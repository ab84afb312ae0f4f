import { setImmediate as turn } from 'node:timers/promises';
import { RollcallError } from '../../shared/errors.ts';
import { CsvExport } from './csv-export.ts';
import { ReplacementFile } from './replacement-file.ts';
import type { ExportProgress, ExportRequest, ExportResult } from './request.ts';

export interface ExportOptions {
  readonly onProgress?: (progress: ExportProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes a cohort to a file, which is whole or as it was before. Blocks its thread for a piece at a time. Throws
 * EXPORT_TARGET_UNUSABLE, EXPORT_CANCELLED and what `CsvExport` throws.
 */
export async function exportCohort(
  request: ExportRequest,
  path: string,
  { onProgress, signal }: ExportOptions = {},
): Promise<ExportResult> {
  const csv = new CsvExport(request);
  try {
    const file = new ReplacementFile(path, { keepsMode: true });
    try {
      for (let piece = csv.next(); piece !== null; piece = csv.next()) {
        file.write(piece);
        onProgress?.(csv.result);
        await turn();
        throwIfCancelled(signal);
      }
      file.commit();
    } catch (error) {
      file.discard();
      throw error;
    }
    return csv.result;
  } finally {
    csv.close();
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new RollcallError('EXPORT_CANCELLED');
}
