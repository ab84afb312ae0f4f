import * as z from 'zod';
import { type Document, openDocument, peekDocument } from './document.ts';

const presenceSchema = z.object({
  /** When Rollcall was last known to be running; null: never before. */
  aliveAtMs: z.number().nullable().default(null),
  /** When no sync could come in, or none was wanted; oldest first. */
  outages: z
    .array(
      z.object({
        kind: z.enum(['away', 'paused', 'tunnel']),
        fromMs: z.number(),
        /** null: it lasts. */
        toMs: z.number().nullable(),
      }),
    )
    .default([]),
});

export type Presence = z.infer<typeof presenceSchema>;

/** When Rollcall was there to receive, and when not. */
export function openPresence(path: string): Promise<Document<Presence>> {
  return openDocument(path, presenceSchema);
}

/** As it stands beside a running Rollcall; what can't be read knows of no absence. */
export async function readPresence(path: string): Promise<Presence> {
  return (await peekDocument(path, presenceSchema)) ?? presenceSchema.parse({});
}
