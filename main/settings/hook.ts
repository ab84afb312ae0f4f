import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type Document, openDocument, peekDocument } from './document.ts';

/** 16 to 128 of A-Z a-z 0-9 - _ */
export const HOOK_TOKEN_PATTERN = /^[A-Za-z0-9_-]{16,128}$/;

const SECRET_BYTES = 24;

const hookSchema = z.object({
  /** The secret part of the hook URL: Mixpanel can't edit a URL, so it never changes by itself. */
  token: z
    .string()
    .regex(HOOK_TOKEN_PATTERN)
    .default(() => randomBytes(SECRET_BYTES).toString('base64url')),
  /** The receiver's port, kept from the first start on. */
  port: z.number().int().min(1).max(65_535).nullable().default(null),
});

export type Hook = z.infer<typeof hookSchema>;

/** What the hook URL is made of, in a document of its own: damaged settings must not change the URL. */
export async function openHook(path: string): Promise<Document<Hook>> {
  const hook = await openDocument(path, hookSchema);
  // Writing what is there already would only be one more thing that can fail, e.g. on a full disk.
  if (!hook.isStored) await hook.save();
  return hook;
}

/** As it stands beside a running Rollcall; null where there is none that can be read. */
export function readHook(path: string): Promise<Hook | null> {
  return peekDocument(path, hookSchema.required({ token: true }));
}
