import * as z from 'zod';

/** What the times at which syncs came say of the ones to come. Times and spans are milliseconds, times UTC. */

const time = z.number();
const span = z.number();

export const rhythmSchema = z.discriminatedUnion('kind', [
  /** Too little has come, or it came without a rhythm. */
  z.object({ kind: z.literal('unknown') }),
  /** It came once and never again: shown as of then, never called silent. */
  z.object({ kind: z.literal('once') }),
  z.object({
    kind: z.literal('known'),
    everyMs: span,
    /** How much later than expected a sync may come before it counts as missed. */
    toleranceMs: span,
  }),
]);
export type Rhythm = z.infer<typeof rhythmSchema>;

export const nextExpectedSchema = z.object({
  atMs: time,
  toleranceMs: span,
  /** Expected syncs that did not come since the last one, while they could have. */
  missed: z.number().int(),
});
export type NextExpected = z.infer<typeof nextExpectedSchema>;

export const silenceSchema = z.object({
  /** When something last came. */
  sinceMs: time,
  everyMs: span,
  missed: z.number().int(),
  /** What probably lies behind it. */
  cause: z.discriminatedUnion('kind', [
    /** The tunnel was down; `toMs` null: it still is. */
    z.object({ kind: z.literal('tunnel'), fromMs: time, toMs: time.nullable() }),
    /** This computer was asleep or Rollcall closed when a sync was due, which makes Mixpanel pause it. */
    z.object({ kind: z.literal('away'), fromMs: time, toMs: time }),
    /** A sync was turned away here, which makes Mixpanel pause it; `code` says why. */
    z.object({ kind: z.literal('turned-away'), atMs: time, code: z.string() }),
    /** All was well here: it was probably paused or removed in Mixpanel. */
    z.object({ kind: z.literal('stopped') }),
  ]),
});
export type Silence = z.infer<typeof silenceSchema>;

/** What is expected of one cohort. */
export const cohortOutlookSchema = z.object({
  rhythm: rhythmSchema,
  /** null where nothing is promised: no known rhythm, or silence. */
  nextExpected: nextExpectedSchema.nullable(),
  silence: silenceSchema.nullable(),
});
export type CohortOutlook = z.infer<typeof cohortOutlookSchema>;

export const absenceSchema = z.object({
  fromMs: time,
  toMs: time,
  /** Cohorts whose first sync after it is still to come. */
  waiting: z.array(z.number().int()),
  /** Until then Mixpanel remembers what it sent last and sends what changed; afterwards everybody. */
  keptUntilMs: time.nullable(),
  /** What the first syncs after it changed, once all are here. */
  caughtUp: z.object({ joined: z.number(), left: z.number() }).nullable(),
});
export type Absence = z.infer<typeof absenceSchema>;

export const forecastSchema = z.object({
  requestsPerMonth: z.number().int(),
  /** What a free ngrok account has in a month. */
  limit: z.number().int(),
  level: z.enum(['fine', 'close', 'over']),
  /** After so many days of a month it would be used up; null: not within one. */
  lastsDays: z.number().int().nullable(),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const handedOutSchema = z.object({
  id: z.number().int(),
  address: z.string(),
  /** The connection in Mixpanel it was copied for; empty: not named. */
  connection: z.string(),
  /** null: never copied here, but a sync came over it. */
  copiedAtMs: time.nullable(),
  /** When a sync last came over it, as far as is known. */
  usedAtMs: time.nullable(),
  /** It is the address in force. */
  isInForce: z.boolean(),
  /** Mixpanel sends to it, or may be about to. */
  isInUse: z.boolean(),
});
export type HandedOut = z.infer<typeof handedOutSchema>;

export const urlAlertSchema = z.object({
  /** The address that holds now. */
  inForce: z.string(),
  /** Those still in use that differ from it. */
  differing: z.array(handedOutSchema),
});
export type UrlAlert = z.infer<typeof urlAlertSchema>;
