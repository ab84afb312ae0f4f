import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/api/contract.ts';
import { leadsTo, type OverallKind, overallState, type Why } from '../../shared/overall-state.ts';
import { CALLED_AT_MS, cohort, snapshot } from './support/snapshots.ts';

type State = Snapshot['tunnel']['state'];

const PAUSED = { ...snapshot().settings, paused: true };
const ALERT = { inForce: 'https://new.example.dev/hook/x', differing: [] };
const DOUBT = { code: 'TUNNEL_ENDPOINT_OFFLINE', details: {}, raw: null } as const;
const ARRIVING = { state: 'receiving', arriving: { pagesReceived: 1, totalPages: 2 } } as const;
const NONE: Partial<Snapshot> = { tunnel: snapshot().tunnel };
const SAMPLE = { isSample: true } as const;

function silentSince(sinceMs: number) {
  const cause = { kind: 'stopped' } as const;
  return { silence: { sinceMs, everyMs: 1_800_000, missed: 2, cause } };
}

function refused(id: number | null): Snapshot['turnedAway'][number] {
  const times = { times: 1, firstAtMs: CALLED_AT_MS, lastAtMs: CALLED_AT_MS, lastDelivery: 9 };
  const whose = id === null ? null : { id, projectId: '7', cohortId: `c${id}`, name: null };
  return { code: 'WRONG_PASSWORD', cohort: whose, ...times };
}

function tunnel(state: State, change: Partial<Snapshot['tunnel']> = {}): Partial<Snapshot> {
  return { tunnel: { ...snapshot().tunnel, provider: 'ngrok', state, ...change } };
}

/** Connected, with two cohorts of which nothing bad is known, but for the change. */
function facts(change: Partial<Snapshot> = {}): Snapshot {
  return snapshot({ ...tunnel('online'), cohorts: [cohort(1), cohort(2)], ...change });
}

const BEFORE = CALLED_AT_MS - 1;
const SINCE = CALLED_AT_MS + 1;
const MANUAL = { provider: 'manual' } as const;

describe('the overall state is', () => {
  it.each<[string, OverallKind, Why, Partial<Snapshot>]>([
    ['connected, and syncs come', 'ready', 'fine', {}],
    ['before the first sync', 'waiting', 'firstSync', { cohorts: [] }],
    ['with the sample alone', 'waiting', 'firstSync', { cohorts: [cohort(1, SAMPLE)] }],
    // where Mixpanel can't reach this computer
    ['at the first start', 'off', 'notConnected', { ...NONE, cohorts: [] }],
    ['disconnected with live cohorts', 'off', 'notConnected', NONE],
    [
      'the sample without an address',
      'off',
      'notConnected',
      { ...NONE, cohorts: [cohort(1, SAMPLE)] },
    ],
    ['set up, but off', 'off', 'notConnected', tunnel('off')],
    ['connecting', 'waiting', 'connecting', tunnel('connecting')],
    ['broken, and tried again', 'trouble', 'reconnecting', tunnel('reconnecting')],
    ['refused', 'trouble', 'unreachable', tunnel('failed')],
    [
      'broken, with a sync half here',
      'trouble',
      'reconnecting',
      { ...tunnel('reconnecting'), cohorts: [cohort(1, ARRIVING)] },
    ],
    [
      'broken, with a cohort to look at',
      'trouble',
      'reconnecting',
      { ...tunnel('reconnecting'), cohorts: [cohort(1, { state: 'partial' })] },
    ],
    ['in doubt', 'attention', 'doubtful', tunnel('online', { doubt: DOUBT })],
    [
      'behind a policy of an earlier version',
      'attention',
      'policyOutdated',
      tunnel('online', { doubt: { ...DOUBT, code: 'TUNNEL_CLOUD_OUTDATED' } }),
    ],
    // by a way of the person's own
    ['reached by a public host', 'ready', 'fine', { ...NONE, calledFromOutsideAtMs: SINCE }],
    [
      'reached by it before the address was removed',
      'off',
      'notConnected',
      { ...NONE, calledFromOutsideAtMs: BEFORE },
    ],
    [
      'reached, though it can’t be seen from here',
      'ready',
      'fine',
      { ...tunnel('connecting', MANUAL), calledFromOutsideAtMs: SINCE },
    ],
    [
      'reached, though a look failed',
      'ready',
      'fine',
      { ...tunnel('failed', MANUAL), calledFromOutsideAtMs: SINCE },
    ],
    [
      'broken after ngrok last passed something on',
      'trouble',
      'reconnecting',
      { ...tunnel('reconnecting'), calledFromOutsideAtMs: SINCE },
    ],
    // what arrives
    ['receiving', 'waiting', 'arriving', { cohorts: [cohort(1, ARRIVING)] }],
    [
      'receiving without an address',
      'waiting',
      'arriving',
      { ...NONE, cohorts: [cohort(1, ARRIVING)] },
    ],
    ['applying', 'waiting', 'applying', { waiting: 2 }],
    // the person's own pause
    ['paused', 'off', 'paused', { settings: PAUSED, ...tunnel('paused') }],
    [
      'paused, and the tunnel breaks',
      'off',
      'paused',
      { settings: PAUSED, ...tunnel('reconnecting') },
    ],
    [
      'paused, and the tunnel is refused',
      'trouble',
      'unreachable',
      { settings: PAUSED, ...tunnel('failed') },
    ],
    ['paused, with something half here', 'off', 'paused', { settings: PAUSED, waiting: 2 }],
    // what wants to be looked at
    [
      'pages are missing',
      'attention',
      'partial',
      { cohorts: [cohort(1), cohort(2, { state: 'partial' })] },
    ],
    [
      'a page failed',
      'attention',
      'failed',
      { cohorts: [cohort(1, { state: 'partial' }), cohort(2, { state: 'failed' })] },
    ],
    ['most were removed', 'attention', 'removedMost', { cohorts: [cohort(1, { removedMost: 4 })] }],
    ['a cohort is silent', 'attention', 'silent', { cohorts: [cohort(1, silentSince(5))] }],
    [
      'a cohort is silent, another one arrives',
      'attention',
      'silent',
      { cohorts: [cohort(1, silentSince(5)), cohort(2, ARRIVING)] },
    ],
    ['a sync was turned away', 'attention', 'turnedAway', { turnedAway: [refused(2)] }],
    [
      'a sync of nobody knows whom was turned away, and a cohort is silent',
      'attention',
      'turnedAway',
      { turnedAway: [refused(null)], cohorts: [cohort(1, silentSince(5))] },
    ],
    [
      'somebody posts to another address',
      'attention',
      'otherAddress',
      { otherAddress: { times: 2, lastAtMs: CALLED_AT_MS } },
    ],
    ['an old address is in use', 'attention', 'urlAlert', { urlAlert: ALERT }],
    ['settings were set aside', 'attention', 'setAside', { setAside: ['/x'] }],
    ['deliveries were lost', 'attention', 'historyGap', { hasHistoryGap: true }],
    [
      'a cohort may lack what was lost',
      'attention',
      'failed',
      {
        cohorts: [
          cohort(1, { completeness: { state: 'unknown', reasons: ['failed'], unidentified: 0 } }),
        ],
      },
    ],
    [
      'pages are missing without an address',
      'attention',
      'partial',
      { ...NONE, cohorts: [cohort(1, { state: 'partial' })] },
    ],
    [
      'pages of the sample are missing',
      'waiting',
      'firstSync',
      { cohorts: [cohort(1, { state: 'partial', ...SAMPLE })] },
    ],
    // worse than all else
    ['the store is in trouble', 'trouble', 'store', { trouble: 'STORE_GONE' }],
    [
      'the store is in trouble while paused and refused',
      'trouble',
      'store',
      {
        trouble: 'STORE_FULL',
        settings: PAUSED,
        ...tunnel('failed'),
        cohorts: [cohort(1, { state: 'partial' })],
      },
    ],
  ])('%s: %s, %s', (_when, kind, why, change) => {
    const judged = overallState(facts(change));
    expect([judged.kind, judged.reason.why]).toEqual([kind, why]);
  });

  it('never ready while Mixpanel can’t reach this computer', () => {
    const states: readonly State[] = ['off', 'connecting', 'reconnecting', 'failed', 'paused'];
    for (const provider of ['none', 'ngrok', 'manual'] as const) {
      for (const state of states) {
        expect(overallState(facts(tunnel(state, { provider }))).kind).not.toBe('ready');
      }
    }
  });
});

describe('what wants to be looked at', () => {
  it('is all told, the worst first, and the cohort that has been silent for longest', () => {
    const { attention } = overallState(
      facts({
        trouble: 'STORE_GONE',
        urlAlert: ALERT,
        cohorts: [
          cohort(1, silentSince(900)),
          cohort(2, silentSince(100)),
          cohort(3, { state: 'partial' }),
        ],
      }),
    );
    expect(attention).toMatchObject([
      { why: 'urlAlert' },
      { why: 'partial', cohort: { id: 3 }, others: 0 },
      { why: 'silent', cohort: { id: 2 }, others: 1 },
    ]);
    expect(attention.map(leadsTo)).toEqual([
      { screen: 'connect' },
      { screen: 'cohort', cohort: 3 },
      { screen: 'cohort', cohort: 2 },
    ]);
  });

  it('leads nowhere where there is nothing to be done', () => {
    for (const change of [{}, { cohorts: [] }, { waiting: 1 }, { trouble: 'STORE_GONE' }]) {
      expect(leadsTo(overallState(facts(change)).reason)).toBeNull();
    }
    expect(leadsTo(overallState(facts(NONE)).reason)).toEqual({ screen: 'connect' });
  });

  it('what was turned away leads to its cohort, else to the deliveries', () => {
    const reasonFor = (id: number | null) =>
      overallState(facts({ turnedAway: [refused(id)] })).reason;
    expect(leadsTo(reasonFor(2))).toEqual({ screen: 'cohort', cohort: 2 });
    expect(leadsTo(reasonFor(null))).toEqual({ screen: 'deliveries' });
  });
});
