import type { Completeness } from '../../shared/api/completeness.ts';
import { guarded, openForReading } from '../store/database.ts';
import { ROSTER_MIGRATIONS } from '../store/migrations/roster.ts';
import { completenessOf } from '../store/reading/completeness.ts';
import { PackedRow } from '../store/reading/packed-row.ts';
import { packedRows } from '../store/reading/packed-rows.ts';
import { listProperties } from '../store/reading/properties.ts';
import { deliveryTimes, unknownStartTest } from '../store/reading/starts.ts';
import { ByteBuffer } from './byte-buffer.ts';
import type { CellWriter } from './cell-writer.ts';
import { chooseColumns } from './choose-columns.ts';
import { ExcelCells } from './excel-cells.ts';
import { Fields } from './fields.ts';
import { ImportCells } from './import-cells.ts';
import { type Column, OwnValues } from './own-columns.ts';
import type { ExportFormat, ExportRequest, ExportResult } from './request.ts';
import { usualSeparator } from './separator.ts';

const CHUNK_BYTES = 256 * 1024;
/** A buffer that one enormous row made grow is not kept. */
const KEPT_BYTES = 4 * CHUNK_BYTES;
const BOM = '\ufeff';

/** A CSV file in the making, read from one unchanging view of the roster and given out piece by piece. */
export class CsvExport {
  readonly #db: ReturnType<typeof openForReading>;
  readonly #rows: Iterator<Uint8Array>;
  readonly #row: PackedRow;
  readonly #columns: readonly Column[];
  /** null: none of ours is in the file. */
  readonly #own: OwnValues | null;
  readonly #out: ByteBuffer;
  readonly #fields: Fields;
  readonly #cells: CellWriter;
  readonly #completeness: Completeness;
  #rowCount = 0;
  #byteCount = 0;
  #ended = false;

  /** Throws COLUMN_UNKNOWN, TIME_ZONE_UNKNOWN, and what opening the roster may throw. */
  constructor(request: ExportRequest) {
    const { rosterPath, cohort, format, selection } = request;
    this.#db = openForReading(rosterPath, ROSTER_MIGRATIONS);
    try {
      this.#db.exec('BEGIN');
      this.#completeness = completenessOf(this.#db, cohort, Date.now(), selection.at);
      const sent = listProperties(this.#db, cohort);
      const { columns, others } = chooseColumns(sent, request);
      const hasOwn = columns.some(({ own }) => own !== undefined);
      this.#columns = columns;
      this.#row = new PackedRow(
        columns.map(({ name }) => name),
        { others, hasStays: hasOwn },
      );
      this.#out = new ByteBuffer(CHUNK_BYTES * 2);
      this.#fields = new Fields(
        this.#out,
        format.separator ?? usualSeparator(format),
        columns.length,
      );
      this.#cells = cellsOf(format, this.#fields, columns);
      if (format.kind === 'excel') this.#out.text(BOM);
      this.#own = hasOwn
        ? new OwnValues({
            timeOf: deliveryTimes(this.#db),
            isStartUnknown: unknownStartTest(this.#db, cohort),
            timeText: (utcMs) => this.#cells.timeText(utcMs),
          })
        : null;
      this.#cells.putHeader(columns);
      this.#fields.endLine();
      this.#rows = packedRows(this.#db, request, { hasStays: hasOwn });
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** What has been given out so far. */
  get result(): ExportResult {
    return {
      rows: this.#rowCount,
      bytes: this.#byteCount,
      apostrophes: this.#cells.apostrophes,
      cut: this.#cells.cut,
      completeness: this.#completeness,
    };
  }

  /** The next piece of the file, valid until the next call; null at the end. */
  next(): Uint8Array | null {
    if (this.#ended) return null;
    const out = this.#out;
    if (this.#byteCount > 0) out.clear(KEPT_BYTES);
    guarded(() => {
      while (out.length < CHUNK_BYTES) {
        const { value, done } = this.#rows.next();
        this.#ended = done === true;
        if (this.#ended) break;
        this.#putRows(value);
      }
    });
    this.#byteCount += out.length;
    return out.length === 0 ? null : out.bytes.subarray(0, out.length);
  }

  close(): void {
    this.#rows.return?.();
    this.#db.close();
  }

  #putRows(packed: Uint8Array): void {
    for (let at = 0; at < packed.length; ) {
      at = this.#row.load(packed, at);
      if (this.#own === null) this.#putCells();
      else this.#putMixedCells(this.#own);
      this.#fields.endLine();
      this.#rowCount += 1;
    }
  }

  #putCells(): void {
    for (let slot = 0; slot < this.#columns.length; slot += 1) {
      this.#cells.putCell(this.#row, slot);
    }
  }

  #putMixedCells(values: OwnValues): void {
    for (const [slot, { own }] of this.#columns.entries()) {
      if (own === undefined) this.#cells.putCell(this.#row, slot);
      else {
        const text = values.read(own, this.#row);
        this.#fields.put(text, 0, text.length);
      }
    }
  }
}

function cellsOf(format: ExportFormat, fields: Fields, columns: readonly Column[]): CellWriter {
  return format.kind === 'import'
    ? new ImportCells(fields)
    : new ExcelCells(fields, format, columns);
}
