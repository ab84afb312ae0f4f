import { randomUUID } from 'node:crypto';

/** A page of a sync, both counted from 1. In a round the pages of its `remove_members` follow those of its `add_members`. */
export interface PageOfSync {
  readonly sync: number;
  readonly page: number;
}

export interface SimulateOptions {
  /** The hook URL, http or https. */
  readonly url: string;
  readonly projectId?: string;
  readonly cohortId?: string;
  readonly name?: string;
  /** Size of the cohort at the first sync. */
  readonly members?: number;
  /** How many properties the connection exports beside the usual fields. */
  readonly props?: number;
  readonly pageSize?: number;
  /** Share of the cohort (0 to 1) that changes between two syncs: half of it leaves, about as many join. */
  readonly churn?: number;
  /** How many syncs: the first is a full one, each further one a round of deltas or, now and then, a full one. */
  readonly syncs?: number;
  /** Every how many rounds a full sync comes in place of the deltas; 0 is never. */
  readonly fullSyncEvery?: number;
  readonly seed?: number;
  readonly concurrency?: number;
  readonly shuffle?: boolean;
  /** Probability (0 to 1) that a page is sent once more later in its sync. */
  readonly duplicate?: number;
  readonly dropPage?: PageOfSync | undefined;
  readonly restartPage?: PageOfSync | undefined;
  /** A restarted sync keeps its session id. */
  readonly sameSession?: boolean;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly ledgerPath?: string | undefined;
  /** Waits between the tries of a page, in milliseconds; their number is the number of retries. */
  readonly retryDelaysMs?: readonly number[];
  /** How long to wait before each page; without it they come as fast as they are answered. */
  readonly pauseMs?: number;
  /** How long an answer may take. */
  readonly timeoutMs?: number;
  /** Session ids are random by default, also with a seed: a receiver takes a repeated id for a repeated sync. */
  readonly newSessionId?: () => string;
}

export type Settings = Required<SimulateOptions>;

/** Five retries over 60 seconds with exponential back-off. Source: docs.mixpanel.com/docs/cohort-sync/webhooks */
const RETRY_DELAYS_MS = [2_000, 4_000, 8_000, 16_000, 30_000];

/** The options with what was left out filled in. */
export function withDefaults(options: SimulateOptions): Settings {
  return {
    url: options.url,
    projectId: options.projectId ?? '1234567',
    cohortId: options.cohortId ?? '987654',
    name: options.name ?? 'Trial users',
    members: options.members ?? 1000,
    props: options.props ?? 8,
    pageSize: options.pageSize ?? 1000,
    churn: options.churn ?? 0.02,
    syncs: options.syncs ?? 1,
    fullSyncEvery: options.fullSyncEvery ?? 0,
    seed: options.seed ?? 1,
    concurrency: options.concurrency ?? 1,
    shuffle: options.shuffle ?? false,
    duplicate: options.duplicate ?? 0,
    dropPage: options.dropPage,
    restartPage: options.restartPage,
    sameSession: options.sameSession ?? false,
    user: options.user,
    password: options.password,
    ledgerPath: options.ledgerPath,
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    pauseMs: options.pauseMs ?? 0,
    timeoutMs: options.timeoutMs ?? 60_000,
    newSessionId: options.newSessionId ?? randomUUID,
  };
}

/** Reads `K` (a page of the first sync) or `SYNC:K`; null when it is neither. */
export function parsePageOfSync(text: string): PageOfSync | null {
  const match = /^(?:([1-9]\d{0,8}):)?([1-9]\d{0,8})$/.exec(text);
  return match === null ? null : { sync: Number(match[1] ?? '1'), page: Number(match[2]) };
}

/** Reads a share as a fraction (`0.02`) or in per cent (`2%`); null when it isn't between none and all. */
export function parseShare(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(text);
  if (match === null) return null;
  const share = Number(match[1]) / (match[2] === '%' ? 100 : 1);
  return share <= 1 ? share : null;
}
