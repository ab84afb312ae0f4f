import { readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import { RollcallError } from '../../../shared/errors.ts';
import type { Store } from '../../store/store.ts';
import type { Desk } from '../desk.ts';

export interface DataPorts {
  readonly dataDir: string;
  readonly store: Store;
  /** null in a browser, which shows no folders. */
  readonly desk: Desk | null;
  readonly stopSample: () => Promise<void>;
  /** Removes backups that wait to be fetched or were looked into. */
  readonly removeCopies: () => Promise<void>;
  readonly onChanged: () => void;
}

/** Files kept because they could not be read: they may hold members, too. */
const SET_ASIDE = /^(?:inbox|roster)(?:-[\w-]+)?-set-aside-/;

type DataHandlers = Pick<
  Handlers<AppContract>,
  'data.removeAll' | 'data.space' | 'data.showInFolder'
>;

export function dataHandlers({
  dataDir,
  store,
  desk,
  stopSample,
  removeCopies,
  onChanged,
}: DataPorts): DataHandlers {
  return {
    'data.removeAll': async () => {
      await stopSample();
      await removeCopies();
      await store.removeEverything();
      const names = (await readdir(dataDir)).filter((name) => SET_ASIDE.test(name));
      for (const name of names) await rm(join(dataDir, name), { force: true });
      onChanged();
      return {};
    },
    'data.space': async () => {
      const sizes = await sizesIn(dataDir);
      const sum = (wanted: RegExp): number =>
        sizes.reduce((bytes, { name, size }) => (wanted.test(name) ? bytes + size : bytes), 0);
      const { bavail, bsize } = await statfs(dataDir);
      return {
        members: sum(/^roster\.db/),
        deliveries: sum(/^inbox\.db/),
        setAside: sum(SET_ASIDE),
        free: bavail * bsize,
      };
    },
    'data.showInFolder': () => {
      if (desk === null) throw new RollcallError('NOT_IN_BROWSER');
      desk.showInFolder(dataDir);
      return {};
    },
  };
}

async function sizesIn(dir: string): Promise<{ name: string; size: number }[]> {
  const names = await readdir(dir);
  // A log may go while we look.
  const sizes = names.map((name) =>
    stat(join(dir, name)).then(
      ({ size }) => ({ name, size }),
      () => ({ name, size: 0 }),
    ),
  );
  return Promise.all(sizes);
}
