import { resolve } from 'node:path';
import { SEPARATORS } from '../../../shared/api/separators.ts';
import { completenessSentences } from '../../../shared/completeness-sentences.ts';
import { LANGUAGES, messages } from '../../../shared/messages/messages.ts';
import { systemTimeZone } from '../../../shared/time-zone.ts';
import { formatForName } from '../../export/file-ending.ts';
import { localeOfRegion } from '../../export/region.ts';
import type { ExportFormat, ExportRequest } from '../../export/request.ts';
import { type ExportTarget, startExport } from '../../export/start-export.ts';
import { dataFolder } from '../../store/data-folder.ts';
import { clearEmptyLogs } from '../../store/reading/clear-empty-logs.ts';
import { findCohort } from '../../store/reading/cohorts.ts';
import { countSelection } from '../../store/reading/count-selection.ts';
import type { Moment, Selection } from '../../store/reading/membership.ts';
import { resolveMoment } from '../../store/reading/moments.ts';
import type { Roster } from '../../store/reading/open-up-to-date.ts';
import { listRounds } from '../../store/reading/rounds.ts';
import { readColumns } from '../column-list.ts';
import type { Command, CommandContext } from '../command.ts';
import { DATA_DIR_OPTION, dataDirOf } from '../data-dir.ts';
import { type Given, readChoice, readOptions, readProject, usage } from '../options.ts';
import { readRoster } from '../reading.ts';
import { foreseeExcel, tellExcel } from './excel-warnings.ts';

const KINDS = ['import', 'excel'] as const;
const WHATS = ['members', 'joined', 'left'] as const;

const OPTIONS = {
  'data-dir': DATA_DIR_OPTION,
  cohort: { value: 'ID', help: 'the cohort' },
  project: {
    value: 'ID',
    help: "its project, where two have a cohort of this id; '' for the one without an id",
  },
  for: { value: 'KIND', help: 'import: values as sent (the default); excel: opens well in Excel' },
  'as-of': {
    value: 'WHEN',
    help: 'after a sync (number or session id), at a time, or at the end of a local day; now',
  },
  what: { value: 'WHO', help: 'members (the default), or who joined or left since --as-of' },
  columns: {
    value: 'A,B',
    help: 'these columns in this order; all, without joined, left and in_since_before',
  },
  search: { value: 'TEXT', help: 'only people with this text in a common field' },
  separator: { value: 'NAME', help: 'comma, semicolon or tab' },
  lang: { value: 'LANG', help: 'language of the headers for excel: en or ja' },
  region: {
    value: 'REGION',
    help: "country whose separator and decimal mark excel gets, as DE or fr-CA; this computer's",
  },
  'time-zone': {
    value: 'ZONE',
    help: "zone of the dates for excel, as Asia/Tokyo; this computer's",
  },
  out: { value: 'FILE', help: 'the file to write, - for stdout (the default)' },
  help: { help: 'this text' },
} as const;

export const exportCommand: Command = {
  name: 'export',
  summary: 'writes the members of a cohort as CSV',
  options: OPTIONS,
  async run(args, context) {
    const given = readOptions('export', OPTIONS, args);
    const file = given.out === undefined || given.out === '-' ? null : resolve(given.out);
    const wanted = readFormat(given, context);
    const format = file === null ? wanted : formatForName(file, wanted);
    if (given.cohort === undefined) throw usage('export', '--cohort says which cohort.');
    const dataDir = dataDirOf(given['data-dir'], context.environment);
    const folder = dataFolder(dataDir);
    const { rosterPath } = folder;
    const chosen = await readRoster(dataDir, context, (roster) => {
      const rows = chooseRows(roster, given);
      const { search } = given;
      const members = format.kind === 'excel' ? countSelection(roster, { ...rows, search }) : 0;
      return { ...rows, members };
    });
    const request: ExportRequest = {
      rosterPath,
      format,
      cohort: chosen.cohort,
      selection: chosen.selection,
      ...(given.search !== undefined && { search: given.search }),
      ...(given.columns !== undefined && { columns: readColumns(given.columns) }),
    };
    const target: ExportTarget =
      file === null ? { kind: 'stream', stream: context.stdout } : { kind: 'file', path: file };
    const { exportWarnings } = messages(context.language);
    const warn = (sentences: readonly string[]): void => {
      for (const sentence of sentences) context.writeError(sentence);
    };
    warn(await foreseeExcel(request, chosen.members, exportWarnings));
    const running = startExport(request, target);
    context.signal.addEventListener('abort', () => running.cancel());
    const result = await running.done.finally(() => clearEmptyLogs(folder));
    const { rows, completeness } = result;
    warn(completenessSentences(completeness, exportWarnings));
    warn(tellExcel(request, result, exportWarnings));
    if (file === null) return;
    await context.writeOut(`${JSON.stringify({ file, rows, completeness })}\n`);
  },
};

interface Chosen {
  readonly cohort: number;
  readonly selection: Selection;
}

function chooseRows(roster: Roster, given: Given<typeof OPTIONS>): Chosen {
  if (given.cohort === undefined) throw usage('export', '--cohort says which cohort.');
  const { id } = findCohort(roster, given.cohort, readProject(given.project), Date.now());
  const what = readChoice('export', 'what', given.what, WHATS) ?? 'members';
  const asOf = given['as-of'];
  const moment: Moment =
    asOf === undefined || asOf === 'now' ? 'now' : resolveMoment(roster, id, asOf);
  if (what === 'members') return { cohort: id, selection: { what, at: moment } };
  const since = moment === 'now' ? beforeLastRound(roster, id) : moment;
  return { cohort: id, selection: { what, since, at: 'now' } };
}

function beforeLastRound(roster: Roster, cohort: number): number {
  const [last] = listRounds(roster, cohort, 1);
  return last === undefined ? 0 : last.firstDelivery - 1;
}

function readFormat(
  given: Given<typeof OPTIONS>,
  { language, formatLocale }: CommandContext,
): ExportFormat {
  const kind = readChoice('export', 'for', given.for, KINDS) ?? 'import';
  const separator = readChoice('export', 'separator', given.separator, SEPARATORS);
  const lang = readChoice('export', 'lang', given.lang, LANGUAGES);
  const region = readRegion(given.region);
  const chosen = separator === undefined ? {} : { separator };
  if (kind === 'import') return { kind, ...chosen };
  const timeZone = given['time-zone'] ?? systemTimeZone();
  return { kind, language: lang ?? language, locale: region ?? formatLocale, timeZone, ...chosen };
}

function readRegion(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const locale = localeOfRegion(text);
  if (locale !== null) return locale;
  throw usage('export', `--region takes a country such as DE, or fr-CA, not "${text}".`);
}
