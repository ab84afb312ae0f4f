import type { DecimalMark } from '../../shared/api/separators.ts';
import { CELL_CHARACTERS } from '../../shared/excel-limits.ts';
import { excelNumber } from '../../shared/excel-number.ts';
import { type Messages, messages } from '../../shared/messages/messages.ts';
import { JSONB } from '../store/reading/jsonb.ts';
import type { PackedRow } from '../store/reading/packed-row.ts';
import { ByteBuffer } from './byte-buffer.ts';
import type { CellWriter } from './cell-writer.ts';
import { isRetyped, looksLikeIds } from './excel-text.ts';
import type { Fields } from './fields.ts';
import { dayOf, LocalTime } from './local-time.ts';
import type { Column } from './own-columns.ts';
import { protectedText } from './protected-text.ts';
import type { ExcelFormat } from './request.ts';
import { decimalMarkFor } from './separator.ts';
import { isSurelyText } from './surely-text.ts';
import { appendReadableJson, appendUnescaped } from './value-text.ts';

/** Whole numbers of as many bytes are what `excelNumber` makes of them. */
const SHORT_NUMBER = 11;
// In English, which Excel and LibreOffice read as truth values in English and Japanese; elsewhere they stay words.
const TRUE = Buffer.from('TRUE');
const FALSE = Buffer.from('FALSE');

/** Cells of the Excel kind: text stays the text it is, dates are local time, or days where none has a time. */
export class ExcelCells implements CellWriter {
  apostrophes = 0;
  cut = 0;
  readonly #fields: Fields;
  readonly #format: ExcelFormat;
  readonly #locale: string;
  readonly #localTime: LocalTime;
  readonly #decimalMark: DecimalMark;
  readonly #hasDates: readonly boolean[];
  readonly #hasDays: readonly boolean[];
  readonly #hasIds: readonly boolean[];
  readonly #value = new ByteBuffer();
  readonly #cell = new ByteBuffer();

  /** `columns` in the order of a row's slots. Throws TIME_ZONE_UNKNOWN. */
  constructor(fields: Fields, format: ExcelFormat, columns: readonly Column[]) {
    this.#fields = fields;
    this.#format = format;
    this.#localTime = new LocalTime(format.timeZone);
    this.#locale = format.locale ?? format.language;
    this.#decimalMark = decimalMarkFor(this.#locale);
    this.#hasDates = columns.map(({ types }) => types.includes('date'));
    this.#hasDays = columns.map(({ types }) => types.includes('day'));
    this.#hasIds = columns.map(({ name }) => looksLikeIds(name));
  }

  putHeader(columns: readonly Column[]): void {
    const { exportColumns, ownColumns } = messages(this.#format.language);
    for (const [slot, column] of columns.entries()) {
      const { own } = column;
      const sent = isKnown(column.name, exportColumns) ? exportColumns[column.name] : column.name;
      const known = own === undefined ? sent : ownColumns[own];
      // A property may have been given that very name.
      const name = columns.some((other) => other.name === known) ? column.name : known;
      const header = this.#hasDates[slot] ? `${name} (${this.#format.timeZone})` : name;
      // A file that begins with ID is taken for another format.
      const isOtherFormat = slot === 0 && header.startsWith('ID');
      this.#putText(header, isOtherFormat || isRetyped(header, false));
    }
  }

  timeText(utcMs: number): string {
    return this.#localTime.ofMs(utcMs) ?? '';
  }

  putCell({ bytes, kinds, starts, ends }: PackedRow, slot: number): void {
    const start = starts[slot] ?? 0;
    const end = ends[slot] ?? 0;
    const kind = kinds[slot] ?? JSONB.null;
    const value = this.#value;
    value.length = 0;
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
      case JSONB.array:
      case JSONB.object:
        // Brackets and braces mean nothing to a spreadsheet.
        appendReadableJson(value, bytes, kind, start, end);
        this.#put(value.bytes, 0, value.length);
        break;
      case JSONB.text:
      case JSONB.textRaw:
        if (isSurelyText(bytes, start, end)) this.#put(bytes, start, end);
        else {
          value.copy(bytes, start, end);
          this.#putValue(value.toString(), slot);
        }
        break;
      case JSONB.textEscaped:
      case JSONB.textEscaped5:
        appendUnescaped(value, bytes, start, end);
        this.#putValue(value.toString(), slot);
        break;
      default:
        if (kind === JSONB.int && end - start <= SHORT_NUMBER) this.#fields.put(bytes, start, end);
        else {
          value.copy(bytes, start, end);
          this.#putNumber(value.toString());
        }
    }
  }

  #putValue(text: string, slot: number): void {
    const date = this.#dateOf(text, slot);
    if (date === null) this.#putText(text, isRetyped(text, this.#hasIds[slot] ?? false));
    else this.#putText(date, false);
  }

  #dateOf(text: string, slot: number): string | null {
    if (this.#hasDays[slot]) return dayOf(text);
    return this.#hasDates[slot] ? this.#localTime.of(text) : null;
  }

  #putNumber(json: string): void {
    const number = excelNumber(json, this.#decimalMark);
    this.#putText(number ?? json, number === null);
  }

  #putText(text: string, isProtected: boolean): void {
    const cell = this.#cell;
    cell.length = 0;
    if (isProtected) {
      const formula = protectedText(text, this.#locale);
      if (formula === null) this.apostrophes += 1;
      cell.text(formula ?? `'${text}`);
    } else cell.text(text);
    this.#put(cell.bytes, 0, cell.length);
  }

  /** Longer text would come apart: Excel goes on with it in the next row. */
  #put(bytes: Uint8Array, start: number, end: number): void {
    const text = end - start > CELL_CHARACTERS ? textOf(bytes, start, end) : '';
    if (text.length <= CELL_CHARACTERS) {
      this.#fields.put(bytes, start, end);
      return;
    }
    this.cut += 1;
    const mark = messages(this.#format.language).exportCut(text.length);
    // A letter of two units stays whole or goes.
    const kept = text.slice(0, CELL_CHARACTERS - mark.length).replace(/[\ud800-\udbff]$/, '');
    const cell = Buffer.from(kept + mark);
    this.#fields.put(cell, 0, cell.length);
  }
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}

type Known = Messages['exportColumns'];

function isKnown(column: string, known: Known): column is keyof Known & string {
  return Object.hasOwn(known, column);
}
