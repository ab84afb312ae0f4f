import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import type { Store } from '../../store/store.ts';

export interface DataPorts {
  readonly dataDir: string;
  readonly store: Store;
  readonly stopSample: () => Promise<void>;
  readonly onChanged: () => void;
}

/** Files kept because they could not be read: they may hold members, too. */
const SET_ASIDE = /^(?:inbox|roster)(?:-[\w-]+)?-set-aside-/;

export function dataHandlers({
  dataDir,
  store,
  stopSample,
  onChanged,
}: DataPorts): Pick<Handlers<AppContract>, 'data.removeAll'> {
  return {
    'data.removeAll': async () => {
      await stopSample();
      await store.removeEverything();
      const names = (await readdir(dataDir)).filter((name) => SET_ASIDE.test(name));
      for (const name of names) await rm(join(dataDir, name), { force: true });
      onChanged();
      return {};
    },
  };
}
