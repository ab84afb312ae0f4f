import { rm } from 'node:fs/promises';
import { afterAll, describe, expect } from 'vitest';
import { createLogger } from '../../main/log.ts';
import { dataFolder, inspectDataFolder } from '../../main/store/data-folder.ts';
import { openStore, type Store } from '../../main/store/store.ts';
import {
  inboxPath,
  membersOf,
  removeDataFolders,
  rosterPath,
  rowsOf,
} from '../support/data-folders.ts';
import { bodyOf } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { test } from './support/with-folder.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const GIB = 1024 ** 3;

afterAll(removeDataFolders);

function open(dir: string): Promise<Store> {
  return openStore({ dir, retention: { days: 365, bytes: GIB }, log: createLogger(() => {}) });
}

/** Delivers a body as if it had come some days ago. */
async function deliver(store: Store, body: string, daysAgo: number): Promise<void> {
  const receivedAtMs = Date.now() - daysAgo * DAY_MS;
  await store.keep({ receivedAtMs, headers: {}, body: new Uint8Array(Buffer.from(body)) });
  await store.applyAll();
}

const joins = (id: string): string => bodyOf({ action: 'add_members', session: id, members: [id] });

function keptNumbers(dataDir: string): unknown[] {
  return rowsOf(inboxPath(dataDir), 'SELECT number FROM delivery ORDER BY number').map(
    ({ number }) => number,
  );
}

describe('retention', () => {
  test('trims what is older and applied; members stay, numbers go on', async ({ dataDir }) => {
    const store = await open(dataDir);
    await deliver(store, joins('ann'), 40);
    await deliver(store, joins('bob'), 20);
    await deliver(store, 'unreadable', 40);
    await store.setRetention({ days: 30, bytes: GIB });
    await until('the old ones are trimmed', () => keptNumbers(dataDir).length === 1);
    expect(keptNumbers(dataDir)).toEqual([2]);
    await deliver(store, joins('cid'), 0);
    expect(keptNumbers(dataDir)).toEqual([2, 4]);
    expect(membersOf(dataDir)).toEqual(['ann', 'bob', 'cid']);
    await store.close();
  });

  test('trims to a size, the oldest first', async ({ dataDir }) => {
    const store = await open(dataDir);
    for (const id of ['ann', 'bob', 'cid']) await deliver(store, joins(id), 0);
    await store.setRetention({ days: 30, bytes: 1 });
    await until('all are trimmed', () => keptNumbers(dataDir).length === 0);
    expect(membersOf(dataDir)).toEqual(['ann', 'bob', 'cid']);
    await store.close();
  });

  test('leaves a gap only in a roster that has to be rebuilt', async ({ dataDir }) => {
    const store = await open(dataDir);
    await deliver(store, joins('ann'), 40);
    await deliver(store, 'unreadable', 40);
    await store.setRetention({ days: 30, bytes: GIB });
    await until('both are trimmed', () => keptNumbers(dataDir).length === 0);
    await store.close();
    expect(inspectDataFolder(dataFolder(dataDir)).gapUpTo).toBeNull();
    await rm(rosterPath(dataDir));
    expect(inspectDataFolder(dataFolder(dataDir)).gapUpTo).toBe(1);
  });
});
