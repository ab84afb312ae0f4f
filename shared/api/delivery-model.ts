import * as z from 'zod';

/** What both sides say of deliveries. */

export const deliverySchema = z.object({
  number: z.number().int(),
  receivedAtMs: z.number(),
  kind: z.enum(['sync', 'test', 'refused']),
  code: z.string().nullable(),
  action: z.string().nullable(),
  cohortId: z.string().nullable(),
  cohortName: z.string().nullable(),
  page: z.number().nullable(),
  totalPages: z.number().nullable(),
  entries: z.number().nullable(),
  sizeBytes: z.number(),
  /** null while it waits to be applied, and for what is never applied. */
  report: z
    .object({
      outcome: z.enum(['applied', 'repeat', 'superseded', 'failed']),
      /** People it was the first to name, and who may have been in before it. */
      inSinceBefore: z.number(),
      joined: z.number(),
      left: z.number(),
      unknown: z.number(),
      unidentified: z.number(),
      oddText: z.number(),
      nullNumbers: z.number(),
      error: z.string().nullable(),
    })
    .nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** Which of them are asked for; `changed`: somebody joined or left by it. */
export const DELIVERY_STATES = [
  'all',
  'changed',
  'failed',
  'refused',
  'tests',
  'heartbeats',
] as const;
export const deliveryStateSchema = z.enum(DELIVERY_STATES);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

/** What a delivery would change: a failed one applied in its place, any other as if it came now. */
export const foresightSchema = z.object({
  outcome: z.enum(['applied', 'repeat', 'superseded', 'refused', 'test']),
  joined: z.number(),
  left: z.number(),
  /** In before and after, with other properties. */
  changed: z.number(),
  /** People to remove who are not in. */
  unknown: z.number(),
  unidentified: z.number(),
  /** The first few of them. */
  people: z.array(
    z.object({
      change: z.enum(['joins', 'leaves', 'changes']),
      distinctId: z.string(),
      email: z.string().nullable(),
      firstName: z.string().nullable(),
      lastName: z.string().nullable(),
      /** Of those who have neither of the two. */
      fullName: z.string().nullable(),
    }),
  ),
});
export type Foresight = z.infer<typeof foresightSchema>;
