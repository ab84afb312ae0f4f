import type { Snapshot } from './api/contract.ts';

/** How Rollcall is, in one word. Nothing is `ready` while Mixpanel can't reach this computer. */
export const OVERALL_KINDS = ['ready', 'waiting', 'attention', 'trouble', 'off'] as const;
export type OverallKind = (typeof OVERALL_KINDS)[number];

type Cohort = Snapshot['cohorts'][number];

/** A cohort, as far as the overall state depends on it and names it. */
export type JudgedCohort = Pick<
  Cohort,
  | 'id'
  | 'cohortId'
  | 'name'
  | 'state'
  | 'completeness'
  | 'arriving'
  | 'removedMost'
  | 'silence'
  | 'isSample'
>;

/** What the overall state is judged by. */
export interface OverallFacts
  extends Pick<
    Snapshot,
    | 'trouble'
    | 'waiting'
    | 'setAside'
    | 'hasHistoryGap'
    | 'calledFromOutsideAtMs'
    | 'pauseSafeUntilMs'
  > {
  readonly cohorts: readonly JudgedCohort[];
  readonly settings: Pick<Snapshot['settings'], 'paused'>;
  readonly tunnel: Pick<Snapshot['tunnel'], 'provider' | 'state' | 'sinceMs'> & {
    readonly doubt: { readonly code: string } | null;
  };
  readonly urlAlert: object | null;
  readonly turnedAway: Snapshot['turnedAway'];
  readonly otherAddress: Snapshot['otherAddress'];
}

/** What cohorts want to be looked at for, the worst first. */
const COHORT_CAUSES = ['failed', 'partial', 'removedMost', 'silent'] as const;
export type CohortCause = (typeof COHORT_CAUSES)[number];

/** Something for the person to look at. What several cohorts share is told once, and names the one to begin with. */
export type Attention =
  | {
      readonly why:
        | 'doubtful'
        | 'urlAlert'
        | 'setAside'
        | 'historyGap'
        | 'otherAddress'
        | 'policyOutdated';
    }
  | {
      readonly why: 'turnedAway';
      /** The latest. */
      readonly refused: Snapshot['turnedAway'][number];
    }
  | {
      readonly why: CohortCause;
      readonly cohort: JudgedCohort;
      /** How many more there are. */
      readonly others: number;
    };

export type Reason =
  | { readonly why: 'store'; readonly code: string }
  | { readonly why: 'unreachable' | 'reconnecting' }
  | Attention
  | { readonly why: 'paused'; readonly safeUntilMs: number | null }
  | { readonly why: 'arriving'; readonly pagesReceived: number; readonly totalPages: number }
  | { readonly why: 'applying'; readonly deliveries: number }
  | { readonly why: 'connecting' | 'notConnected' | 'firstSync' | 'fine' };
export type Why = Reason['why'];

const KIND_OF: Readonly<Record<Why, OverallKind>> = {
  store: 'trouble',
  unreachable: 'trouble',
  reconnecting: 'trouble',
  doubtful: 'attention',
  policyOutdated: 'attention',
  failed: 'attention',
  partial: 'attention',
  removedMost: 'attention',
  silent: 'attention',
  urlAlert: 'attention',
  turnedAway: 'attention',
  otherAddress: 'attention',
  setAside: 'attention',
  historyGap: 'attention',
  paused: 'off',
  arriving: 'waiting',
  applying: 'waiting',
  connecting: 'waiting',
  notConnected: 'off',
  firstSync: 'waiting',
  fine: 'ready',
};

/** Where a person sees more of it, and can do something about it. */
export type LeadsTo =
  | { readonly screen: 'cohort'; readonly cohort: number }
  | { readonly screen: 'connect' | 'settings' | 'deliveries' };

export interface Overall {
  readonly kind: OverallKind;
  /** The worst there is to say. */
  readonly reason: Reason;
  /** All that wants to be looked at, the worst first, also where something else is worse. */
  readonly attention: readonly Attention[];
}

/** The one judgement of how Rollcall is: whoever shows it only phrases it. */
export function overallState(facts: OverallFacts): Overall {
  const attention = attentionOf(facts);
  const reason = worstOf(facts) ?? attention[0] ?? calmOf(facts);
  return { kind: KIND_OF[reason.why], reason, attention };
}

/** Where it leads; null: there is nothing to be done. */
export function leadsTo(reason: Reason): LeadsTo | null {
  switch (reason.why) {
    case 'failed':
    case 'partial':
    case 'removedMost':
    case 'silent':
      return { screen: 'cohort', cohort: reason.cohort.id };
    case 'unreachable':
    case 'reconnecting':
    case 'connecting':
    case 'notConnected':
    case 'doubtful':
    case 'policyOutdated':
    case 'urlAlert':
      return { screen: 'connect' };
    case 'turnedAway': {
      const cohort = reason.refused.cohort?.id ?? null;
      return cohort === null ? { screen: 'deliveries' } : { screen: 'cohort', cohort };
    }
    case 'otherAddress':
      return { screen: 'deliveries' };
    case 'setAside':
    case 'historyGap':
      return { screen: 'settings' };
    default:
      return null;
  }
}

/** What keeps Rollcall from receiving against the person's will. */
function worstOf({ trouble, tunnel, settings, ...facts }: OverallFacts): Reason | null {
  if (trouble !== null) return { why: 'store', code: trouble };
  if (tunnel.provider === 'none' || wasReached({ tunnel, ...facts })) return null;
  if (tunnel.state === 'failed') return { why: 'unreachable' };
  return tunnel.state === 'reconnecting' && !settings.paused ? { why: 'reconnecting' } : null;
}

/** What there is to say where nothing is wrong. */
function calmOf(facts: OverallFacts): Reason {
  const { settings, waiting, tunnel, cohorts, pauseSafeUntilMs } = facts;
  if (settings.paused) return { why: 'paused', safeUntilMs: pauseSafeUntilMs };
  const arriving = cohorts.find((cohort) => cohort.arriving !== null)?.arriving ?? null;
  if (arriving !== null) return { why: 'arriving', ...arriving };
  if (waiting > 0) return { why: 'applying', deliveries: waiting };
  if (!wasReached(facts)) {
    if (tunnel.state === 'connecting') return { why: 'connecting' };
    if (tunnel.state !== 'online') return { why: 'notConnected' };
  }
  return { why: cohorts.some(({ isSample }) => !isSample) ? 'fine' : 'firstSync' };
}

/** Whether Mixpanel came through by a way of the person's own, whatever Rollcall itself can see of it. */
function wasReached({
  tunnel,
  calledFromOutsideAtMs,
}: Pick<OverallFacts, 'tunnel' | 'calledFromOutsideAtMs'>): boolean {
  // Of ngrok's tunnel it is known whether it stands; what came through before it fell proves nothing.
  if (tunnel.provider === 'ngrok' || calledFromOutsideAtMs === null) return false;
  return calledFromOutsideAtMs > tunnel.sinceMs;
}

function attentionOf(facts: OverallFacts): readonly Attention[] {
  const { tunnel, urlAlert, setAside, hasHistoryGap, cohorts, turnedAway, otherAddress } = facts;
  const [refused] = turnedAway;
  const isDoubtful = tunnel.provider !== 'none' && tunnel.state === 'online' && tunnel.doubt;
  const ofCohorts = COHORT_CAUSES.flatMap((why): Attention[] => {
    const [cohort, ...others] = cohortsWith(why, cohorts);
    return cohort === undefined ? [] : [{ why, cohort, others: others.length }];
  });
  return [
    ...(refused === undefined ? [] : [{ why: 'turnedAway', refused } as const]),
    ...(isDoubtful ? [doubtOf(tunnel.doubt?.code)] : []),
    ...(urlAlert === null ? [] : [{ why: 'urlAlert' } as const]),
    ...(setAside.length === 0 ? [] : [{ why: 'setAside' } as const]),
    ...(hasHistoryGap ? [{ why: 'historyGap' } as const] : []),
    ...ofCohorts,
    ...(otherAddress === null ? [] : [{ why: 'otherAddress' } as const]),
  ];
}

function doubtOf(code: string | undefined): Attention {
  return { why: code === 'TUNNEL_CLOUD_OUTDATED' ? 'policyOutdated' : 'doubtful' };
}

/** The cohorts to be looked at for a cause, the one to begin with first. The sample's are no concern. */
function cohortsWith(why: CohortCause, all: readonly JudgedCohort[]): readonly JudgedCohort[] {
  const cohorts = all.filter(({ isSample }) => !isSample);
  switch (why) {
    case 'failed':
      return cohorts.filter(({ completeness }) => completeness.reasons.includes('failed'));
    case 'partial':
      return cohorts.filter(({ completeness }) => completeness.reasons.includes('pages'));
    case 'removedMost':
      return cohorts.filter(({ removedMost }) => removedMost !== null);
    case 'silent':
      return cohorts
        .filter(({ silence }) => silence !== null)
        .toSorted((a, b) => (a.silence?.sinceMs ?? 0) - (b.silence?.sinceMs ?? 0));
  }
}
