import type { Completeness } from '../../shared/api/completeness.ts';
import type { OwnColumn } from '../../shared/api/own-columns.ts';
import type { Separator } from '../../shared/api/separators.ts';
import type { Language } from '../../shared/messages/messages.ts';
import type { MembershipQuery } from '../store/reading/membership.ts';

/** Which people and which of their properties to write, and how. */
export interface ExportRequest extends MembershipQuery {
  readonly rosterPath: string;
  /** Property names in the order of the columns; without them, or with none, every property. */
  readonly columns?: readonly string[];
  /** Ours that come after them; ours may be named among the columns, too. */
  readonly own?: readonly OwnColumn[];
  readonly format: ExportFormat;
}

export type ExportFormat = ImportFormat | ExcelFormat;

/** For programs: everything as Mixpanel sent it. */
export interface ImportFormat {
  readonly kind: 'import';
  /** Comma unless said otherwise. */
  readonly separator?: Separator;
}

/** For people: a spreadsheet shows every text as it is, and dates in local time. */
export interface ExcelFormat {
  readonly kind: 'excel';
  /** That of the locale unless said otherwise. */
  readonly separator?: Separator;
  /** Of the headers. */
  readonly language: Language;
  /** Where the spreadsheet is: its separator and decimal mark. The language alone stands for a locale, too. */
  readonly locale?: string;
  /** As in `Asia/Tokyo`. */
  readonly timeZone: string;
}

export interface ExportProgress {
  readonly rows: number;
  readonly bytes: number;
}

export interface ExportResult extends ExportProgress {
  /** Of the list that was written: as of the moment it shows, read together with it. */
  readonly completeness: Completeness;
  /** Cells too long for Excel to take as they are: they begin with an apostrophe that is not theirs. */
  readonly apostrophes: number;
  /** Cells that Excel could not take in full: they are cut and end with a mark. */
  readonly cut: number;
}
