import * as z from 'zod';
import { completenessSchema } from './completeness.ts';
import { cohortOutlookSchema } from './rhythm-model.ts';

/** What both sides say of cohorts, syncs, members and deliveries. Times are milliseconds UTC. */

const time = z.number();
const name = z.string().nullable();

const cohortStateSchema = z.enum(['receiving', 'complete', 'partial', 'failed']);
const syncStateSchema = z.enum(['receiving', 'complete', 'partial', 'superseded', 'failed']);
const actionSchema = z.enum(['members', 'add_members', 'remove_members']);

/** A cohort as the store has it. */
export const storedCohortSchema = z.object({
  /** Row id, for further questions. */
  id: z.number().int(),
  projectId: z.string(),
  cohortId: z.string(),
  name,
  members: z.number(),
  baseline: z.enum(['known', 'assumed', 'unknown']),
  completeness: completenessSchema,
  /** The cohort it is the same as, if an earlier version kept them apart: to be asked about. */
  sameAs: z.number().int().nullable(),
  state: cohortStateSchema,
  lastSyncAtMs: time.nullable(),
  /** Rises with its deliveries: when it moves, what is shown of the cohort is out of date. */
  revision: z.number().int(),
  /** What the last round changed. */
  joined: z.number(),
  left: z.number(),
  /** Sizes after the latest rounds, oldest first. */
  sizes: z.array(z.number()),
  /** Pages of the sync that is arriving; null when none is. */
  arriving: z.object({ pagesReceived: z.number(), totalPages: z.number() }).nullable(),
  /** A full sync removed more than half of it: the sync. */
  removedMost: z.number().int().nullable(),
  /** The latest sync of which pages are missing; null: none. */
  incomplete: z
    .object({
      startedAtMs: time,
      missingPages: z.number(),
      totalPages: z.number(),
      /** No more people can be on them. */
      mostPeople: z.number(),
    })
    .nullable(),
  /** People the last full sync did not name and who stay in, since more of its people had no id than before. */
  withheld: z.number(),
  isSample: z.boolean(),
});
export type StoredCohort = z.infer<typeof storedCohortSchema>;

/** A cohort as screens show it: with what is expected of it. */
export const cohortSchema = z.object({
  ...storedCohortSchema.shape,
  ...cohortOutlookSchema.shape,
});
export type Cohort = z.infer<typeof cohortSchema>;

export const syncSchema = z.object({
  id: z.number().int(),
  sessionId: z.string().nullable(),
  action: actionSchema,
  state: syncStateSchema,
  pagesReceived: z.number(),
  totalPages: z.number(),
  failedPages: z.number(),
  /** People it was the first to name, and who may have been in before it: no joins. */
  inSinceBefore: z.number(),
  joined: z.number(),
  left: z.number(),
  unidentified: z.number(),
  unknown: z.number(),
  removedMost: z.boolean(),
  /** People a full sync did not name and who stay in all the same, since more of its people had no id than before. */
  withheld: z.number(),
  firstDelivery: z.number().int(),
  lastDelivery: z.number().int(),
  startedAtMs: time,
  lastAtMs: time,
  completedAtMs: time.nullable(),
});
export type Sync = z.infer<typeof syncSchema>;

export const roundSchema = z.object({
  id: z.number().int(),
  firstDelivery: z.number().int(),
  lastDelivery: z.number().int(),
  lastAtMs: time,
  /** People it was the first to name, and who may have been in before it: a first sync. */
  inSinceBefore: z.number(),
  joined: z.number(),
  left: z.number(),
  /** Members after it. */
  size: z.number(),
});
export type Round = z.infer<typeof roundSchema>;

export const propertySchema = z.object({
  name: z.string(),
  /** `day` instead of `date`: each of its dates is midnight UTC, and is shown without time and zone. */
  types: z.array(z.enum(['text', 'date', 'day', 'number', 'boolean', 'list', 'object', 'null'])),
});
export type Property = z.infer<typeof propertySchema>;

/** A member as a row of the table. */
export const memberSchema = z.object({
  id: z.number().int(),
  distinctId: z.string(),
  /** null: the start is unknown, and the next one says by when they were in. */
  joinedAtMs: time.nullable(),
  inSinceBeforeMs: time.nullable(),
  leftAtMs: time.nullable(),
  /** Common fields and all other properties, as a JSON object: numbers keep the text they were sent with. */
  properties: z.string(),
});
export type Member = z.infer<typeof memberSchema>;

const momentSchema = z.union([z.literal('now'), z.number().int()]);
export type Moment = z.infer<typeof momentSchema>;

export const selectionSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('members'), at: momentSchema }),
  z.object({ what: z.literal('joined'), since: z.number().int(), at: momentSchema }),
  z.object({ what: z.literal('left'), since: z.number().int(), at: momentSchema }),
]);
