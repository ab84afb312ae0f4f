import * as z from 'zod';
import { apiErrorSchema } from './transport.ts';

/** State of one backup that is saved. */
export const backupStateSchema = z.object({
  backupId: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  phase: z.enum(['copying', 'packing', 'checking']),
  /** Of this phase, in bytes; a total of 0: not known. */
  done: z.number(),
  total: z.number(),
  fileName: z.string(),
  /** Where it is; null in a browser, which fetches it. */
  path: z.string().nullable(),
  sizeBytes: z.number(),
  error: apiErrorSchema.nullable(),
});
export type BackupState = z.infer<typeof backupStateSchema>;

/** What a backup holds. */
export const backupContentsSchema = z.object({
  madeAtMs: z.number(),
  cohorts: z.number(),
  members: z.number(),
  deliveries: z.number(),
  /** It is meant for a move: the hook URL is in it. */
  hasHook: z.boolean(),
});
export type BackupContents = z.infer<typeof backupContentsSchema>;

/** How far the check of a backup is. */
export const restoreProgressSchema = z.object({
  restoreId: z.string(),
  done: z.number(),
  total: z.number(),
});

/** What a browser sends of a file at once. */
export const UPLOAD_PIECE_BYTES = 4 * 1024 * 1024;
