import * as z from 'zod';

/**
 * A backup is an ordinary tar archive, compressed with Zstandard: `tar --zstd -xf` takes it apart. Its first file says
 * what is in it, so that it can be judged before anything is unpacked.
 */
export const BACKUP_EXTENSION = 'rollcall';
export const BACKUP_VERSION = 1;
export const MANIFEST_NAME = 'rollcall-backup.json';

/** What every backup holds, and what comes along to move to another computer: the hook URL and the way to it. */
export const BASIC_PARTS = ['roster.db', 'inbox.db', 'settings.json'] as const;
export const MOVED_DOCUMENTS = ['hook.json', 'tunnel.json', 'handed-out.json'] as const;
/** Never the secrets of the keychain, and never the key of the screens. */
export const BACKUP_PARTS = [...BASIC_PARTS, ...MOVED_DOCUMENTS] as const;
export type BackupPart = (typeof BACKUP_PARTS)[number];

/** What every version's manifest says. */
export const anyManifestSchema = z.object({
  format: z.literal('rollcall-backup'),
  version: z.number().int().min(1),
});

export const manifestSchema = anyManifestSchema.extend({
  madeAtMs: z.number(),
  /** Steps of the schemas of the two databases. */
  schema: z.object({ roster: z.number().int(), inbox: z.number().int() }),
  contents: z.object({
    cohorts: z.number().int().min(0),
    members: z.number().int().min(0),
    deliveries: z.number().int().min(0),
  }),
  files: z
    .array(
      z.object({
        name: z.enum(BACKUP_PARTS),
        size: z.number().int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .refine((files) => new Set(files.map(({ name }) => name)).size === files.length),
});
export type Manifest = z.infer<typeof manifestSchema>;
