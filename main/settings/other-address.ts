import * as z from 'zod';
import { type Document, openDocument, peekDocument } from './document.ts';

const otherAddressSchema = z.object({
  /** When the day began in which posts to another hook URL are counted; null: none ever came. */
  sinceMs: z.number().nullable().default(null),
  times: z.number().int().default(0),
  lastAtMs: z.number().default(0),
});
export type OtherAddressCalls = z.infer<typeof otherAddressSchema>;

/** Who posts to a hook URL that is not this one's. */
export function openOtherAddress(path: string): Promise<Document<OtherAddressCalls>> {
  return openDocument(path, otherAddressSchema);
}

/** As it stands beside a running Rollcall. */
export async function readOtherAddress(path: string): Promise<OtherAddressCalls> {
  return (await peekDocument(path, otherAddressSchema)) ?? otherAddressSchema.parse({});
}
