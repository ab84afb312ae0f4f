import type { Action } from '../../mixpanel/actions.ts';

/** Consecutive deliveries of one cohort, session and action, loaded into a scratch file sorted by person. */
export interface PreparedRun {
  readonly scratch: RunScratch;
  readonly key: RunKey;
  readonly deliveries: readonly PreparedDelivery[];
  /** Somebody stands on two of its pages: then each page is applied by itself. */
  readonly sharesPeople: boolean;
}

/** Two take turns in applying what waits; the third is for deliveries that are looked at again. */
export type RunScratch = 'scratch-a' | 'scratch-b';
export type ScratchName = RunScratch | 'scratch-again';

export interface RunKey {
  readonly projectId: string;
  readonly cohortId: string;
  readonly sessionId: string | null;
  readonly action: Action;
}

export interface PreparedDelivery {
  readonly number: number;
  readonly receivedAtMs: number;
  readonly cohortName: string | null;
  readonly cohortDescription: string | null;
  readonly page: number | null;
  readonly totalPages: number | null;
  readonly listHash: string;
  readonly entries: number;
  readonly unidentified: number;
  readonly oddText: number;
  /** Numbers that JSON does not know, taken as null. */
  readonly nullNumbers: number;
  readonly properties: readonly FoundProperty[];
  /** Why its list could not be read. */
  readonly problem: string | null;
}

/** A delivery with what names its sync. */
export interface KeyedDelivery {
  readonly key: RunKey;
  readonly delivery: PreparedDelivery;
}

export interface FoundProperty {
  readonly name: string;
  /** Bits of PROPERTY_TYPES, and NO_DAY. */
  readonly types: number;
}

/** Kinds of values a property can hold, as bits. */
export const PROPERTY_TYPES = {
  text: 1,
  date: 2,
  number: 4,
  boolean: 8,
  list: 16,
  object: 32,
  null: 64,
} as const;

/** Beside the types: a value came that is neither a day at midnight nor empty. */
export const NO_DAY = 128;
/** Beside the types: every value that came was looked at for NO_DAY, which versions before it did not do. */
export const ALL_SURVEYED = 256;
