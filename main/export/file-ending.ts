import { RollcallError } from '../../shared/errors.ts';
import type { ExportFormat } from './request.ts';

/** Endings by which programs choose how to read a file, and which are not those of text with separators. */
const OTHER_FORMATS: ReadonlySet<string> = new Set(
  'xlsx xls xlsm xlsb xltx xlt ods numbers gsheet json jsonl ndjson xml yaml yml html htm mht pdf doc docx odt rtf md parquet avro orc feather arrow sql db sqlite sqlite3 mdb accdb dbf sav dta rdata zip gz tgz bz2 xz zst 7z rar tar vcf ics exe'.split(
    ' ',
  ),
);
const TABBED: ReadonlySet<string> = new Set(['tsv', 'tab']);

/**
 * The format of a file that is to have this name: with tabs where the name says so and nothing else was chosen. Throws
 * EXPORT_ENDING_FOREIGN where the name promises what will not be in the file, which Excel then refuses to open.
 */
export function formatForName(path: string, format: ExportFormat): ExportFormat {
  // Windows drops dots and blanks at the end of a name.
  const name = path.replace(/[.\s]+$/, '').toLowerCase();
  const [, ending = ''] = /\.([^./\\]+)$/.exec(name) ?? [];
  const { separator = 'tab' } = format;
  const isTabbed = TABBED.has(ending);
  if (OTHER_FORMATS.has(ending) || (isTabbed && separator !== 'tab')) {
    throw new RollcallError('EXPORT_ENDING_FOREIGN', { ending });
  }
  return isTabbed ? { ...format, separator } : format;
}
