import type * as z from 'zod';
import type { AppContract, contract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import { RollcallError } from '../../../shared/errors.ts';
import { knownTimeZone } from '../../../shared/time-zone.ts';
import { formatForName } from '../../export/file-ending.ts';
import { foreseeCuts, previewExport } from '../../export/preview.ts';
import type { ExportFormat, ExportRequest } from '../../export/request.ts';
import type { Store } from '../../store/store.ts';
import type { Desk } from '../desk.ts';
import type { Exports } from '../exports.ts';
import { exportFileName } from '../file-name.ts';

type ExportHandlers = Pick<
  Handlers<AppContract>,
  Extract<keyof Handlers<AppContract>, `export.${string}`>
>;
type Options = z.infer<(typeof contract)['export.start']['params']>;

export interface ExportPorts {
  readonly store: Store;
  readonly rosterPath: string;
  readonly exports: Exports;
  /** null in a browser, which downloads. */
  readonly desk: Desk | null;
  /** That of the spreadsheets on this computer: its region's. */
  readonly formatLocale: string;
}

/** Where a browser fetches an export. */
export const DOWNLOAD_PATH = '/download/';

export function exportHandlers({
  store,
  rosterPath,
  exports,
  desk,
  formatLocale,
}: ExportPorts): ExportHandlers {
  const requestOf = (options: Options): ExportRequest => ({
    rosterPath,
    cohort: options.cohort,
    selection: options.selection,
    format: formatOf(options, formatLocale),
    search: options.search,
    filters: options.filters,
    ...(options.columns !== null && { columns: options.columns }),
    ...(options.own !== undefined && { own: options.own }),
  });

  return {
    'export.preview': async ({ limit, ...options }) => {
      const [preview, totalRows] = await Promise.all([
        previewExport(requestOf(options), limit),
        countRows(store, options),
      ]);
      return { ...preview, totalRows };
    },
    'export.foresee': async (options) => ({ cut: await foreseeCuts(requestOf(options)) }),
    'export.start': async (options) => {
      const request = requestOf(options);
      const fileName = exportFileName(
        await nameOf(store, options.cohort),
        Date.now(),
        knownTimeZone(options.timeZone),
      );
      const totalRows = await countRows(store, options);
      if (desk === null) {
        const { exportId, ticket } = exports.toDownload(request, fileName, totalRows);
        return { exportId, downloadPath: DOWNLOAD_PATH + ticket };
      }
      const path = await desk.chooseFile(fileName, 'export');
      if (path === null) return { exportId: null, downloadPath: null };
      const named = { ...request, format: formatForName(path, request.format) };
      return { exportId: exports.toFile(named, path, fileName, totalRows), downloadPath: null };
    },
    'export.state': ({ exportId }) => exports.stateOf(exportId),
    'export.cancel': ({ exportId }) => {
      exports.cancel(exportId);
      return {};
    },
    'export.showInFolder': ({ exportId }) => {
      if (desk === null) throw new RollcallError('NOT_IN_BROWSER');
      desk.showInFolder(exports.pathOf(exportId));
      return {};
    },
  };
}

async function countRows(
  store: Store,
  { cohort, selection, search, filters }: Options,
): Promise<number> {
  return (await store.read('countMembers', { cohort, selection, search, filters })).count;
}

/** Throws COHORT_GONE. */
async function nameOf(store: Store, id: number): Promise<string> {
  const cohorts = await store.read('cohorts', { nowMs: Date.now() });
  const cohort = cohorts.find((known) => known.id === id);
  if (cohort === undefined) throw new RollcallError('COHORT_GONE');
  return cohort.name ?? cohort.cohortId;
}

function formatOf({ kind, language, timeZone, separator }: Options, locale: string): ExportFormat {
  const chosen = separator === null ? {} : { separator };
  if (kind === 'import') return { kind, ...chosen };
  // The spreadsheet is this computer's: its locale says what separates and what stands for a decimal point.
  return { kind, language, locale, timeZone: knownTimeZone(timeZone), ...chosen };
}
