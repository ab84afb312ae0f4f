import * as z from 'zod';
import { LANGUAGES } from '../../shared/messages/messages.ts';
import { type Document, openDocument, peekDocument } from './document.ts';

const GIB = 1024 ** 3;

const settingsSchema = z.object({
  language: z.enum(['system', ...LANGUAGES]).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** The person's own pause: senders are told to come back. */
  paused: z.boolean().default(false),
  /** How long, and how much of, deliveries are kept as received. */
  retentionDays: z.number().int().min(1).default(30),
  retentionBytes: z
    .number()
    .int()
    .min(1)
    .default(2 * GIB),
});

export type Settings = z.infer<typeof settingsSchema>;

/** As it stands beside a running Rollcall; what can't be read was not chosen. */
export async function readSettings(path: string): Promise<Settings> {
  return (await peekDocument(path, settingsSchema)) ?? settingsSchema.parse({});
}

/** What the person chose. */
export function openSettings(path: string): Promise<Document<Settings>> {
  return openDocument(path, settingsSchema);
}
