import { JSONB } from '../store/reading/jsonb.ts';
import type { PackedRow } from '../store/reading/packed-row.ts';
import { ByteBuffer } from './byte-buffer.ts';
import type { CellWriter } from './cell-writer.ts';
import type { Fields } from './fields.ts';
import type { Column } from './own-columns.ts';
import { appendJson, appendUnescaped } from './value-text.ts';

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** Cells of the import kind: values and names as Mixpanel sent them. */
export class ImportCells implements CellWriter {
  readonly apostrophes = 0;
  readonly cut = 0;
  readonly #fields: Fields;
  readonly #scratch = new ByteBuffer();

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  putHeader(columns: readonly Column[]): void {
    for (const { name } of columns) {
      const bytes = Buffer.from(name);
      this.#fields.put(bytes, 0, bytes.length);
    }
  }

  timeText(utcMs: number): string {
    return new Date(utcMs).toISOString();
  }

  putCell({ bytes, kinds, starts, ends }: PackedRow, slot: number): void {
    const start = starts[slot] ?? 0;
    const end = ends[slot] ?? 0;
    const kind = kinds[slot] ?? JSONB.null;
    switch (kind) {
      case JSONB.null:
        this.#fields.put(bytes, 0, 0);
        break;
      case JSONB.true:
        this.#fields.put(TRUE, 0, TRUE.length);
        break;
      case JSONB.false:
        this.#fields.put(FALSE, 0, FALSE.length);
        break;
      case JSONB.textEscaped:
      case JSONB.textEscaped5:
        this.#scratch.length = 0;
        appendUnescaped(this.#scratch, bytes, start, end);
        this.#fields.put(this.#scratch.bytes, 0, this.#scratch.length);
        break;
      case JSONB.array:
      case JSONB.object:
        this.#scratch.length = 0;
        appendJson(this.#scratch, bytes, kind, start, end);
        this.#fields.put(this.#scratch.bytes, 0, this.#scratch.length);
        break;
      default:
        this.#fields.put(bytes, start, end);
    }
  }
}
