import type { ReadKind } from './reads.ts';
import type { Results } from './results.ts';
import { median, ratio } from './statistics.ts';

export const MB = 1024 * 1024;

export interface Goal {
  readonly what: string;
  readonly goal: string;
  readonly measured: number;
  readonly unit: '' | 'ms' | 's' | 'MB';
  readonly isMet: boolean;
}

interface Aim {
  readonly what: string;
  readonly unit?: Goal['unit'];
  readonly measured: number | null;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly below?: number;
}

/** What the project promises itself at 1,000 pages, medians of three rounds, against what was measured. */
export function goalsOf(results: Results): Goal[] {
  return aims(results).flatMap((aim) => {
    const { what, unit = '', measured, atLeast, atMost, below } = aim;
    if (measured === null) return [];
    const isMet =
      (atLeast === undefined || measured >= atLeast) &&
      (atMost === undefined || measured <= atMost) &&
      (below === undefined || measured < below);
    const bound =
      atLeast !== undefined
        ? `>= ${atLeast}`
        : atMost !== undefined
          ? `<= ${atMost}`
          : `< ${below}`;
    return [{ what, goal: `${bound} ${unit}`.trim(), measured, unit, isMet }];
  });
}

function aims(results: Results): Aim[] {
  const { first, resync, fiveMillion } = results.rollcall;
  const floor = results.receipts[0]?.runs ?? [];
  const [own, sqlite] = results.exports;
  const firstPeaks = first.map((run) => run.peakMemoryBytes);
  const peaks = first.map((run, i) =>
    Math.max(run.peakMemoryBytes, resync[i]?.peakMemoryBytes ?? 0),
  );
  const rosterRatios = [...first, ...resync].map((run) => run.rosterBytes / run.rawBytes);
  return [
    {
      what: 'receipt, of the floor',
      measured: median(first.map((run, i) => ratio(run.pagesPerSecond, floor[i]?.pagesPerSecond))),
      atLeast: 1.2,
    },
    {
      what: 'received and all applied, of the floor',
      measured: median(
        first.map((run, i) => ratio(run.pages / run.appliedSeconds, floor[i]?.pagesPerSecond)),
      ),
      atLeast: 0.4,
    },
    {
      what: 'p99 of an answer',
      unit: 'ms',
      measured: median(first.map((run) => run.latencyMs.p99)),
      below: 100,
    },
    {
      what: 'p99 of the main thread being late',
      unit: 'ms',
      measured: median(first.map((run) => run.mainThreadDelayMs.p99)),
      below: 20,
    },
    {
      what: 'peak memory',
      unit: 'MB',
      measured: ratio(median(peaks), MB),
      below: 350,
    },
    {
      what: 'peak memory at 5,000 pages, of that',
      measured: ratio(fiveMillion?.peakMemoryBytes, median(firstPeaks)),
      atMost: 1.2,
    },
    {
      what: 'completing a full sync again',
      unit: 's',
      measured: median(resync.map((run) => run.completionSeconds)),
      below: 2,
    },
    {
      what: 'written by a re-sync, 1 % changed, of the first sync',
      measured: median(resync.map((run, i) => ratio(run.bytesWritten, first[i]?.bytesWritten))),
      atMost: 0.35,
    },
    {
      what: 'roster file, of the raw JSON',
      measured: rosterRatios.length === 0 ? null : Math.max(...rosterRatios),
      atMost: 1.3,
    },
    {
      what: 'slowest page of rows, any order and depth',
      unit: 'ms',
      measured: slowest(results, 'rows'),
      below: 10,
    },
    {
      what: 'slowest search over all common fields',
      unit: 'ms',
      measured: slowest(results, 'search'),
      below: 500,
    },
    {
      what: 'export, of sqlite3 -csv',
      measured: median(
        (own?.runs ?? []).map((run, i) => ratio(run.rowsPerSecond, sqlite?.runs[i]?.rowsPerSecond)),
      ),
      atLeast: 0.8,
    },
    ...screenAims(results),
    ...idleAims(results),
  ];
}

/** At 60 frames a second: 33 ms is every other one. */
function screenAims({ screens }: Results): Aim[] {
  if (screens === null) return [];
  const { frameP95Ms, longestTaskMs, waitMs, heapBytes } = screens;
  return [
    ...Object.entries(frameP95Ms).map(([what, ms]) => ({
      what: `p95 of a frame, ${what}`,
      unit: 'ms' as const,
      measured: Math.round(ms),
      atMost: 33,
    })),
    { what: 'longest task, idle', unit: 'ms', measured: longestTaskMs.idle, atMost: 50 },
    {
      what: 'longest task, during a sync',
      unit: 'ms',
      measured: longestTaskMs['during a sync'],
      atMost: 100,
    },
    { what: 'sorted on screen', unit: 'ms', measured: waitMs.sort, atMost: 700 },
    { what: 'found on screen', unit: 'ms', measured: waitMs.search, atMost: 700 },
    { what: 'another cohort on screen', unit: 'ms', measured: waitMs.cohort, atMost: 250 },
    { what: 'heap of the page', unit: 'MB', measured: heapBytes / MB, below: 150 },
  ];
}

function idleAims({ idle }: Results): Aim[] {
  if (idle === null) return [];
  const { bundleBytes, readyMs, firstScreenMs, processor, minutes } = idle;
  const bundles = Object.values(bundleBytes).reduce((sum, bytes) => sum + bytes, 0);
  return [
    { what: 'all that is built', unit: 'MB', measured: bundles / MB, below: 4 },
    { what: 'ready after', unit: 'ms', measured: readyMs, below: 1000 },
    { what: 'first screen after', unit: 'ms', measured: firstScreenMs, below: 1500 },
    {
      what: 'processor in a minute of idling',
      unit: 's',
      measured: ratio(processor?.seconds, minutes),
      below: 0.1,
    },
    {
      what: 'wake-ups in a minute of idling',
      measured: ratio(processor?.wakeUps, minutes),
      below: 120,
    },
    {
      what: 'memory while idle',
      unit: 'MB',
      measured: ratio(processor?.memoryBytes, MB),
      below: 200,
    },
  ];
}

function slowest({ reads }: Results, kind: ReadKind): number | null {
  const times = reads.filter((read) => read.kind === kind).map(({ ms }) => ms);
  return times.length === 0 ? null : Math.max(...times);
}
