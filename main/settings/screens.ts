import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type Document, openDocument } from './document.ts';

const KEY_BYTES = 32;

const screensSchema = z.object({
  /** What a page must show to see anything: 256 bits, kept so that an open page comes back after a restart. */
  key: z
    .string()
    .regex(/^[\w-]{43}$/)
    .default(newKey),
  /** The port of the screens, kept from the first start on. */
  port: z.number().int().min(1).max(65_535).nullable().default(null),
});

export type Screens = z.infer<typeof screensSchema>;

export function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

/** What the address of the screens is made of. */
export async function openScreens(path: string): Promise<Document<Screens>> {
  const screens = await openDocument(path, screensSchema);
  if (!screens.isStored) await screens.save();
  return screens;
}
