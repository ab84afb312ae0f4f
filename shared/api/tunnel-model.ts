import * as z from 'zod';
import { apiErrorSchema } from './transport.ts';

/** How Mixpanel reaches this computer, as screens are told of it. */

const troubleSchema = apiErrorSchema.extend({
  /** As the service itself names it, e.g. `ERR_NGROK_107`; null when it has no name there. */
  raw: z.string().nullable(),
});
export type TunnelTrouble = z.infer<typeof troubleSchema>;

const providerSchema = z.enum(['none', 'ngrok', 'manual']);
/** Whose the domain is at ngrok: Rollcall's own session, or a cloud endpoint that passes on to it. */
const endpointSchema = z.enum(['agent', 'cloud']);

export const tunnelSchema = z.object({
  provider: providerSchema,
  /**
   * `failed`: refused by the service or set up wrongly, as opposed to interrupted; `paused`: reachable, and telling
   * senders to come back.
   */
  state: z.enum(['off', 'connecting', 'online', 'reconnecting', 'failed', 'paused']),
  sinceMs: z.number(),
  /** The address for Mixpanel, also while it is not reachable; null while there is none yet. */
  publicHookUrl: z.string().nullable(),
  /** Why it is not online. */
  trouble: troubleSchema.nullable(),
  /** Why the latest look through the public address did not come through, although the tunnel says that it is online. */
  doubt: troubleSchema.nullable(),
  /** When a look last came through. */
  provenAtMs: z.number().nullable(),
  /** Whether there is an authtoken; it is never shown again. */
  hasToken: z.boolean(),
  /** The domain at ngrok, as given or as the account's first session told; null: not known yet. */
  domain: z.string().nullable(),
  endpoint: endpointSchema,
  /** The address of the person's own tunnel, without the hook path. */
  publicUrl: z.string().nullable(),
});

const secretText = z.string().trim().min(1).max(500);
const addressText = z.string().trim().min(1).max(2_000);

/** What is left out stays as it is. */
export const tunnelChangeSchema = z.object({
  provider: providerSchema.optional(),
  /** null: forgotten. */
  token: secretText.nullable().optional(),
  /** null: whichever the account has. */
  domain: addressText.nullable().optional(),
  endpoint: endpointSchema.optional(),
  publicUrl: addressText.nullable().optional(),
});

export const selfTestSchema = z.object({
  /** In the order of a delivery's way. */
  hops: z.array(
    z.object({
      hop: z.enum(['receiver', 'session', 'door', 'roundTrip']),
      /** `skipped`: one before it failed. */
      outcome: z.enum(['ok', 'failed', 'skipped']),
      ms: z.number().nullable(),
      trouble: troubleSchema.nullable(),
    }),
  ),
});
