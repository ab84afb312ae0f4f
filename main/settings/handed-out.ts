import * as z from 'zod';
import { type Document, openDocument, peekDocument } from './document.ts';

const handedOutSchema = z.object({
  /** Oldest first. */
  addresses: z
    .array(
      z.object({
        id: z.number().int(),
        address: z.string(),
        connection: z.string(),
        copiedAtMs: z.number().nullable(),
        usedAtMs: z.number().nullable(),
        forgottenAtMs: z.number().nullable().default(null),
      }),
    )
    .default([]),
  /** The public address that was last in force, and since when. */
  inForce: z.object({ address: z.string(), sinceMs: z.number() }).nullable().default(null),
});

export type HandedOutAddresses = z.infer<typeof handedOutSchema>;

/** What Mixpanel was given: it can't edit an address, so none that is in use may be forgotten. */
export function openHandedOut(path: string): Promise<Document<HandedOutAddresses>> {
  return openDocument(path, handedOutSchema);
}

/** As they stand beside a running Rollcall; what can't be read names none. */
export async function readHandedOut(path: string): Promise<HandedOutAddresses> {
  return (await peekDocument(path, handedOutSchema)) ?? handedOutSchema.parse({});
}
