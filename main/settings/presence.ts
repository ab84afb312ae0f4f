import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { type Document, openDocument } from './document.ts';

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

/** Reads it beside a running Rollcall, and touches nothing; what can't be read knows of no absence. */
export async function readPresence(path: string): Promise<Presence> {
  try {
    return presenceSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return presenceSchema.parse({});
  }
}
