import * as z from 'zod';

/** What both sides say of deliveries that were turned away in a way that makes Mixpanel pause a sync. */

export const turnedAwaySchema = z.object({
  /** Why, as an error code. */
  code: z.string(),
  /** null: nobody can tell which one it was for. */
  cohort: z
    .object({
      /** Row id; null: it was never heard. */
      id: z.number().int().nullable(),
      projectId: z.string(),
      cohortId: z.string(),
      name: z.string().nullable(),
    })
    .nullable(),
  times: z.number().int(),
  firstAtMs: z.number(),
  lastAtMs: z.number(),
  /** The newest of them. */
  lastDelivery: z.number().int(),
});
export type TurnedAway = z.infer<typeof turnedAwaySchema>;

/** Posts to a hook URL that is not this one's. */
export const otherAddressSchema = z.object({ times: z.number().int(), lastAtMs: z.number() });
export type OtherAddress = z.infer<typeof otherAddressSchema>;
