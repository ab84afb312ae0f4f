import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { tempDir } from './cohort.ts';
import { parseCsv } from './parse-csv.ts';

const PROGRAM = 'soffice';

export const hasLibreOffice = spawnSync(PROGRAM, ['--version']).status === 0;

export interface OpenOptions {
  readonly separator?: ',' | ';';
  /** Every column as text; otherwise numbers and dates are found and formulas evaluated. */
  readonly asText?: { readonly columns: number };
  /** Windows language id by which numbers and dates are read: 1033 English, 1041 Japanese, 1031 German. */
  readonly language?: number;
}

const UTF8 = 76;
const TEXT = 2;

/** Opens a CSV file in LibreOffice, and returns the cells as it shows them. Line breaks are all `\n` there. */
export async function shownBy(path: string, options: OpenOptions = {}): Promise<string[][]> {
  const { separator = ',', asText, language = 1033 } = options;
  const columns = Array.from({ length: asText?.columns ?? 0 }, (_, i) => `${i + 1}/${TEXT}`);
  // separator, quote, charset, first line, column formats, language, quoted is text, find numbers and dates,
  // -, trim, sheet, evaluate. Source: help.libreoffice.org, "CSV filter parameters"
  const reading = [
    separator.charCodeAt(0),
    34,
    UTF8,
    1,
    columns.join('/'),
    language,
    asText !== undefined,
    asText === undefined,
    false,
    false,
    0,
    asText === undefined,
  ];
  // the same for writing: quotes around every text, cells as shown
  const writing = [44, 34, UTF8, 1, '', 0, true, true, false, false, 0];
  const dir = tempDir();
  await promisify(execFile)(PROGRAM, [
    `-env:UserInstallation=${pathToFileURL(join(dir, 'profile'))}`,
    '--headless',
    `--infilter=Text - txt - csv (StarCalc):${reading}`,
    '--convert-to',
    `csv:Text - txt - csv (StarCalc):${writing}`,
    '--outdir',
    dir,
    path,
  ]);
  // LibreOffice ends lines with LF; within cells it has no other line break either.
  const written = readFileSync(join(dir, basename(path)), 'utf8').replace(/^\ufeff/, '');
  return parseCsv(written, ',', '\n');
}
