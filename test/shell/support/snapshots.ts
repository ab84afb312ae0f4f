import type { Snapshot } from '../../../shared/api/contract.ts';

type Cohort = Snapshot['cohorts'][number];

/** 24 November 2026, 10:42 where the test runs. */
export const CALLED_AT_MS = new Date(2026, 10, 24, 10, 42).getTime();

const REASONS = {
  complete: [],
  receiving: ['receiving'],
  partial: ['pages'],
  failed: ['failed'],
} as const;

function completenessFor(state: Cohort['state']): Cohort['completeness'] {
  return {
    state: state === 'complete' ? 'whole' : 'unknown',
    reasons: REASONS[state],
    unidentified: 0,
  };
}

export function cohort(id: number, change: Partial<Cohort> = {}): Cohort {
  return {
    id,
    projectId: '7',
    cohortId: `c${id}`,
    name: `Cohort ${id}`,
    members: 24_318,
    baseline: 'known',
    sameAs: null,
    completeness: completenessFor(change.state ?? 'complete'),
    state: 'complete',
    lastSyncAtMs: CALLED_AT_MS,
    revision: 1,
    joined: 0,
    left: 0,
    sizes: [],
    arriving: null,
    removedMost: null,
    incomplete: null,
    withheld: 0,
    isSample: false,
    rhythm: { kind: 'unknown' },
    nextExpected: null,
    silence: null,
    ...change,
  };
}

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    hookUrl: 'http://127.0.0.1:4711/hook/secret-of-the-hook',
    tunnel: {
      provider: 'none',
      state: 'off',
      sinceMs: CALLED_AT_MS,
      publicHookUrl: null,
      trouble: null,
      doubt: null,
      provenAtMs: null,
      hasToken: false,
      domain: null,
      endpoint: 'agent',
      publicUrl: null,
    },
    asksPassword: false,
    password: { user: null, obstacle: null, isLost: false },
    shell: { kind: 'desktop', switches: { keepRunning: true }, notifications: null },
    dataDir: '/home/person/rollcall',
    decimalMark: '.',
    settings: {
      language: 'system',
      theme: 'system',
      paused: false,
      retentionDays: 30,
      retentionBytes: 2 ** 31,
    },
    language: 'en',
    cohorts: [],
    waiting: 0,
    lastDeliveryAtMs: null,
    lastDelivery: 0,
    absence: null,
    forecast: null,
    pauseSafeUntilMs: null,
    urlAlert: null,
    turnedAway: [],
    otherAddress: null,
    sampleRunning: false,
    trouble: null,
    setAside: [],
    hasHistoryGap: false,
    calledFromOutsideAtMs: null,
    outOfDateSinceMs: null,
    ...change,
  };
}
