import * as z from 'zod';
import { createLogger } from '../../../main/log.ts';
import { createReceiver } from '../../../main/receiver/http-server.ts';
import { openStore, type Store } from '../../../main/store/store.ts';
import {
  inboxPath,
  makeDataFolder,
  removeDataFolders,
  rosterPath,
  rowsOf,
} from '../../support/data-folders.ts';
import { HOOK_TOKEN } from './start-receiver.ts';

/** The real receiver in front of the real store. */
export interface Door {
  readonly port: number;
  readonly dataDir: string;
  readonly store: Store;
  /** The newest delivery kept, and what applying it did. */
  latest(): Promise<Latest>;
  close(): Promise<void>;
}

const latestSchema = z.object({
  number: z.number(),
  kind: z.string(),
  code: z.string().nullable(),
  cohort_id: z.string().nullable(),
  entries: z.number().nullable(),
});
const reportSchema = z
  .object({
    outcome: z.string(),
    entries: z.number(),
    unidentified: z.number(),
    null_numbers: z.number(),
    error: z.string().nullable(),
  })
  .nullable();
type Latest = z.infer<typeof latestSchema> & { readonly report: z.infer<typeof reportSchema> };

export async function openDoor(): Promise<Door> {
  const dataDir = await makeDataFolder();
  const log = createLogger(() => {});
  const store = await openStore({
    dir: dataDir,
    retention: { days: 36_500, bytes: Number.MAX_SAFE_INTEGER },
    log,
  });
  const receiver = createReceiver({
    hookToken: HOOK_TOKEN,
    credentials: () => null,
    language: () => 'en',
    inbox: store,
    log,
  });
  const { port } = await receiver.listen(0);
  return {
    port,
    dataDir,
    store,
    async latest() {
      await store.applyAll();
      const kept = latestSchema.parse(
        rowsOf(inboxPath(dataDir), 'SELECT * FROM delivery ORDER BY number DESC LIMIT 1')[0],
      );
      const applied = 'SELECT * FROM applied WHERE delivery = ?';
      const report = reportSchema.parse(
        rowsOf(rosterPath(dataDir), applied, kept.number)[0] ?? null,
      );
      return { ...kept, report };
    },
    async close() {
      await receiver.close();
      await store.close();
      await removeDataFolders();
    },
  };
}
