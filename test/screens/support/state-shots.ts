import type { Snapshot } from '../../../shared/api/contract.ts';
import type { Cohort } from '../../../shared/api/model.ts';
import type { NextExpected, Silence } from '../../../shared/api/rhythm-model.ts';
import { COHORT, type Shot } from './shot.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const EVERY_MS = 30 * MINUTE_MS;

/** A cohort in each state that takes hours to come about. */
export const STATE_SHOTS: readonly Shot[] = [
  {
    name: 'arriving',
    query: COHORT,
    change: (snapshot) => ({
      ...snapshot,
      cohorts: snapshot.cohorts.map((cohort, i) =>
        i > 0
          ? cohort
          : {
              ...cohort,
              state: 'receiving',
              arriving: { pagesReceived: 11, totalPages: 25 },
              removedMost: 1,
            },
      ),
    }),
  },
  {
    name: 'lacking',
    query: COHORT,
    change: (snapshot) =>
      withFirst(snapshot, {
        state: 'partial',
        completeness: { state: 'unknown', reasons: ['pages'], unidentified: 3 },
        incomplete: {
          startedAtMs: Date.now() - HOUR_MS,
          missingPages: 1,
          totalPages: 13,
          mostPeople: 1000,
        },
        withheld: 12,
      }),
  },
  {
    name: 'start-unknown',
    query: COHORT,
    change: (snapshot) =>
      withFirst(snapshot, {
        baseline: 'unknown',
        completeness: { state: 'unknown', reasons: ['start'], unidentified: 0 },
      }),
  },
  {
    name: 'expected',
    query: COHORT,
    change: (snapshot) => withFirst(snapshot, { nextExpected: soon() }),
  },
  {
    name: 'late',
    query: COHORT,
    change: (snapshot) => withFirst(snapshot, { nextExpected: { ...soon(), missed: 1 } }),
  },
  ...(['stopped', 'away', 'tunnel'] as const).map((cause) => ({
    name: `silent-${cause}`,
    query: COHORT,
    change: (snapshot: Snapshot) => {
      const silent = silence(cause);
      return withFirst(snapshot, { silence: silent, lastSyncAtMs: silent.sinceMs });
    },
  })),
  {
    name: 'away',
    query: COHORT,
    change: (snapshot) => ({
      ...withFirst(snapshot, { nextExpected: soon() }),
      absence: { ...night(), waiting: [1], keptUntilMs: Date.now() + 63 * HOUR_MS, caughtUp: null },
    }),
  },
  {
    name: 'caught-up',
    query: COHORT,
    change: (snapshot) => ({
      ...withFirst(snapshot, { nextExpected: soon() }),
      absence: { ...night(), waiting: [], keptUntilMs: null, caughtUp: { joined: 214, left: 90 } },
    }),
  },
  {
    name: 'url-alert',
    query: COHORT,
    change: (snapshot) => ({
      ...snapshot,
      urlAlert: { inForce: 'https://new.example.dev/hook/x', differing: [] },
    }),
  },
  {
    name: 'paused',
    query: COHORT,
    change: (snapshot) => ({
      ...snapshot,
      settings: { ...snapshot.settings, paused: true },
      pauseSafeUntilMs: Date.now() + 70 * HOUR_MS,
    }),
  },
];

function soon(): NextExpected {
  return { atMs: Date.now() + 12 * MINUTE_MS, toleranceMs: 10 * MINUTE_MS, missed: 0 };
}

function night() {
  return { fromMs: Date.now() - 10 * HOUR_MS, toMs: Date.now() - HOUR_MS };
}

function silence(kind: Silence['cause']['kind']): Silence {
  const sinceMs = Date.now() - (kind === 'away' ? 11 * HOUR_MS : 70 * MINUTE_MS);
  const fromMs = sinceMs + 10 * MINUTE_MS;
  const causes = {
    stopped: { kind: 'stopped' },
    tunnel: { kind: 'tunnel', fromMs, toMs: null },
    'turned-away': { kind: 'turned-away', atMs: fromMs, code: 'WRONG_PASSWORD' },
    away: { kind: 'away', fromMs, toMs: Date.now() - 70 * MINUTE_MS },
  } as const;
  return { sinceMs, everyMs: EVERY_MS, missed: 2, cause: causes[kind] };
}

function withFirst(snapshot: Snapshot, change: Partial<Cohort>): Snapshot {
  const rhythm = { kind: 'known', everyMs: EVERY_MS, toleranceMs: 10 * MINUTE_MS } as const;
  const cohorts = snapshot.cohorts.map((cohort, i) =>
    i > 0 ? cohort : { ...cohort, rhythm, ...change },
  );
  return { ...snapshot, cohorts };
}
