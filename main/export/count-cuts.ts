import { CELL_CHARACTERS } from '../../shared/excel-limits.ts';
import { CsvExport } from './csv-export.ts';
import type { ExportRequest } from './request.ts';

/** A stored `false` of one byte is six characters in a cell, with its comma; nothing grows more. */
const MOST_GROWTH = 6;

/**
 * How many cells an export will cut for Excel. Only rows that are stored with enough bytes for it are laid out, which
 * most cohorts have none of. Throws what `CsvExport` throws.
 */
export function countCuts(request: ExportRequest): number {
  if (request.format.kind !== 'excel') return 0;
  const largerThan = Math.floor(CELL_CHARACTERS / MOST_GROWTH) - 1;
  const csv = new CsvExport({ ...request, largerThan });
  try {
    while (csv.next() !== null);
    return csv.result.cut;
  } finally {
    csv.close();
  }
}
