import { table } from '../../main/cli/table.ts';
import type { Export } from './exports.ts';
import { type Goal, MB } from './goals.ts';
import type { Receipt } from './receipt.ts';
import type { Results, Runs } from './results.ts';
import type { RollcallSync } from './rollcall-run.ts';
import { median, ratio } from './statistics.ts';
import type { TunnelFigures } from './tunnel.ts';

const GOAL_PAGES = 1000;
const GOAL_ROUNDS = 3;

/** The results for a person: medians, ratios and goals. */
export function reportText(results: Results, goals: readonly Goal[]): string {
  const { machine, pages, rounds } = results;
  const sections = [
    `Rollcall bench: ${pages} pages of 1,000 members, ${rounds} round${rounds === 1 ? '' : 's'}; ` +
      `${machine.processors}, ${machine.system}, Node ${machine.node}, load before ${machine.loadBefore.toFixed(1)}.\n` +
      `Absolute figures depend on the machine and what else it does: compare within one run, by the ratios. MB are 2^20 bytes.\n`,
    receiptSection(results),
    syncSection(results),
    readSection(results),
    exportSection(results),
    screenSection(results),
    tunnelSection(results),
    idleSection(results),
    goalSection(results, goals),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

function receiptSection({ receipts, rollcall }: Results): string {
  if (receipts.length === 0) return '';
  const own: Runs<Receipt> = { name: 'Rollcall', runs: rollcall.first, skipped: null };
  const rows = [own, ...receipts].filter(isIn).map(({ name, runs }) => {
    const of = (value: (run: Receipt) => number | null) => median(runs.map(value));
    return [
      name,
      format(of((run) => run.pagesPerSecond)),
      times(
        median(runs.map((run, i) => ratio(rollcall.first[i]?.pagesPerSecond, run.pagesPerSecond))),
      ),
      format(of((run) => run.latencyMs.p50)),
      format(of((run) => run.latencyMs.p99)),
      format(of((run) => run.latencyMs.max)),
      format(
        ratio(
          of((run) => run.peakMemoryBytes),
          MB,
        ),
      ),
      format(
        ratio(
          of((run) => run.bytesWritten),
          MB,
        ),
      ),
      format(of((run) => run.mainThreadDelayMs.p99)),
      String(of((run) => run.pages) ?? ''),
    ];
  });
  const header = ['RECEIPT', 'PAGES/S', 'ROLLCALL IS', 'P50 MS', 'P99 MS', 'MAX MS', 'PEAK MB'];
  const lines = table([[...header, 'WRITTEN MB', 'MAIN THREAD P99 MS', 'PAGES'], ...rows]);
  return `${lines}${skippedLines(receipts)}`;
}

function syncSection({ rollcall: { first, resync, fiveMillion } }: Results): string {
  const named: readonly (readonly [string, readonly RollcallSync[]])[] = [
    ['first sync', first],
    ['re-sync, 1 % changed', resync],
    ['first sync of 5,000 pages', fiveMillion === null ? [] : [fiveMillion]],
  ];
  const rows = named
    .filter(([, runs]) => runs.length > 0)
    .map(([name, runs]) => {
      const of = (value: (run: RollcallSync) => number | null) => median(runs.map(value));
      return [
        name,
        format(of((run) => run.appliedSeconds)),
        format(of((run) => (run.pages * 1000) / run.appliedSeconds)),
        format(of((run) => run.completionSeconds)),
        format(
          ratio(
            of((run) => run.peakMemoryBytes),
            MB,
          ),
        ),
        format(
          ratio(
            of((run) => run.bytesWritten),
            MB,
          ),
        ),
        format(of((run) => run.rosterBytes / run.rawBytes)),
        format(of((run) => run.inboxBytes / run.rawBytes)),
        runs.every((run) => run.isRight) ? 'exact' : 'WRONG',
      ];
    });
  const header = ['ROLLCALL', 'APPLIED S', 'MEMBERS/S', 'COMPLETION S', 'PEAK MB', 'WRITTEN MB'];
  return table([[...header, 'ROSTER/RAW', 'INBOX/RAW', 'MEMBERSHIP'], ...rows]);
}

function readSection({ reads }: Results): string {
  if (reads.length === 0) return '';
  const rows = reads.map(({ question, ms, found }) => [question, format(ms), String(found)]);
  return table([['READS', 'MS', 'FOUND'], ...rows]);
}

function exportSection({ exports }: Results): string {
  const own = exports[0]?.runs ?? [];
  if (exports.length === 0) return '';
  const rows = exports.filter(isIn).map(({ name, runs }) => {
    const of = (value: (run: Export) => number | null) => median(runs.map(value));
    return [
      name,
      format(of((run) => run.rowsPerSecond)),
      times(median(own.map((run, i) => ratio(run.rowsPerSecond, runs[i]?.rowsPerSecond)))),
      format(
        ratio(
          of((run) => run.peakMemoryBytes),
          MB,
        ),
      ),
      format(
        ratio(
          of((run) => run.bytes),
          MB,
        ),
      ),
    ];
  });
  const lines = table([['EXPORT', 'ROWS/S', 'ROLLCALL IS', 'PEAK MB', 'FILE MB'], ...rows]);
  return `${lines}${skippedLines(exports)}`;
}

function screenSection({ screens }: Results): string {
  if (screens === null) return '';
  const rows = screens.waits.map(({ what, ms }) => [what, format(ms)]);
  return table([['ON SCREEN AFTER', 'MS'], ...rows]);
}

function tunnelSection({ tunnel }: Results): string {
  if (tunnel === null) return '';
  const { directMs, throughMs } = tunnel;
  const row = (name: string, { p50, p99 }: TunnelFigures['directMs']) => {
    return [name, format(p50), format(p99), times(ratio(p50, directMs.p50))];
  };
  return table([
    ['PAGE OF 1,000 MEMBERS', 'P50 MS', 'P99 MS', 'OF DIRECT'],
    row('straight to the receiver', directMs),
    row('through the tunnel', throughMs),
  ]);
}

function idleSection({ idle }: Results): string {
  if (idle === null) return '';
  const { minutes, bundleBytes, readyMs, firstScreenMs, processor } = idle;
  const bundles = Object.entries(bundleBytes).map(([name, bytes]) => [
    `dist/${name}, MB`,
    format(bytes / MB),
  ]);
  return table([
    [`IDLE FOR ${minutes} MIN`, ''],
    ...bundles,
    ['ready after, ms', format(readyMs)],
    ['first screen after, ms', format(firstScreenMs)],
    ['processor, s', format(processor?.seconds ?? null)],
    ['wake-ups a minute', format(ratio(processor?.wakeUps, minutes))],
    ['memory, MB', format(ratio(processor?.memoryBytes, MB))],
  ]);
}

function isIn({ skipped }: Runs<unknown>): boolean {
  return skipped === null;
}

function skippedLines(all: readonly Runs<unknown>[]): string {
  const left = all.filter((runs) => !isIn(runs));
  return left.map(({ name, skipped }) => `Without ${name}: ${skipped}.\n`).join('');
}

function goalSection({ pages, rounds }: Results, goals: readonly Goal[]): string {
  const rows = goals.map(({ what, goal, measured, unit, isMet }) => [
    what,
    goal,
    `${format(measured)} ${unit}`.trim(),
    isMet ? 'met' : 'missed',
  ]);
  const isFull = pages >= GOAL_PAGES && rounds >= GOAL_ROUNDS;
  const note = `The goals are for --pages ${GOAL_PAGES} --rounds ${GOAL_ROUNDS}; this was a quicker look.\n`;
  return `${table([['GOAL', 'WANTED', 'MEASURED', ''], ...rows])}${isFull ? '' : note}`;
}

function times(value: number | null): string {
  return value === null ? '-' : `${format(value)} x`;
}

/** Three digits that count; a dash for what wasn't measured. */
function format(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '-';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
