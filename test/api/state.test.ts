import { rename } from 'node:fs/promises';
import { afterAll, describe, expect, vi } from 'vitest';
import { Thread } from '../../main/store/thread.ts';
import type { Snapshot } from '../../shared/api/contract.ts';
import { followState } from '../../shared/api/follow-state.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { bodyOf, post, sendPage } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { startOwnTunnel } from '../tunnelling/support/own-tunnel.ts';
import { type AppClient, type TransportName, test } from './support/with-api.ts';

afterAll(removeDataFolders);

/** No screen may say otherwise for longer. */
const AT_ONCE_MS = 2000;
const GONE = 'STORE_GONE';

/** What a screen shows at any time. */
function shownBy(client: AppClient): () => Snapshot | null {
  let latest: Snapshot | null = null;
  followState(client, (snapshot) => {
    latest = snapshot;
  });
  return () => latest;
}

/** Resolves when pages are kept again: the files are open then. */
async function kept(hookUrl: string): Promise<void> {
  const page = { action: 'members', session: 's', members: ['ann', 'bob'] } as const;
  await until('pages are kept', async () => (await sendPage(hookUrl, page)).status === 200);
}

describe.each<TransportName>(['loopback', 'ipc'])('an open page, over %s', (name) => {
  test('says within two seconds that the folder is gone, though nothing arrives, and when it is back', async ({
    connect,
    dataDir,
    deliver,
    rollcall,
    logged,
  }) => {
    await deliver({ action: 'members', session: 's', members: ['ann', 'bob'] });
    const shown = shownBy(await connect(name));
    await until('it shows the cohort', () => shown()?.cohorts[0]?.members === 2);
    await rename(dataDir, `${dataDir}-away`);
    await until('it says so', () => shown()?.trouble === GONE, AT_ONCE_MS);
    await until('it says what is old', () => shown()?.outOfDateSinceMs != null, AT_ONCE_MS);
    // What was last known is still there to be read.
    expect(shown()?.cohorts).toMatchObject([{ members: 2 }]);
    expect(logged.some((line) => line.includes(`store-trouble part=inbox code=${GONE}`))).toBe(
      true,
    );

    const other = shownBy(await connect(name));
    await until('a page opened meanwhile says so', () => other()?.trouble === GONE, AT_ONCE_MS);
    expect(other()?.cohorts).toMatchObject([{ members: 2 }]);
    expect(other()?.outOfDateSinceMs).not.toBeNull();

    await rename(`${dataDir}-away`, dataDir);
    await kept(rollcall.hookUrl);
    for (const page of [shown, other]) {
      await until('it is over', () => page()?.trouble === null, AT_ONCE_MS);
      await until('all is up to date', () => page()?.outOfDateSinceMs === null, AT_ONCE_MS);
    }
    expect(logged.some((line) => line.includes('store-works-again'))).toBe(true);
  });

  test('says within two seconds that the folder is gone while a sync arrives', async ({
    connect,
    dataDir,
    rollcall,
  }) => {
    const shown = shownBy(await connect(name));
    let isSending = true;
    const answers: number[] = [];
    const sending = (async () => {
      for (let page = 1; isSending; page += 1) {
        const body = { action: 'members', session: 's', page, totalPages: 9999 } as const;
        const { status } = await sendPage(rollcall.hookUrl, { ...body, members: [`p${page}`] });
        answers.push(status);
      }
    })();
    await until('pages arrive', () => (shown()?.cohorts[0]?.members ?? 0) > 3);
    await rename(dataDir, `${dataDir}-away`);
    await until('it says so', () => shown()?.trouble === GONE, AT_ONCE_MS);
    await rename(`${dataDir}-away`, dataDir);
    await until('pages are kept again', () => answers.at(-1) === 200);
    await until('it is over', () => shown()?.trouble === null, AT_ONCE_MS);
    isSending = false;
    await sending;
  });

  test('is told of the tunnel while the store is away', async ({ connect, dataDir, rollcall }) => {
    const own = await startOwnTunnel();
    const client = await connect(name);
    const shown = shownBy(client);
    await client.call('tunnel.configure', { provider: 'manual', publicUrl: own.url });
    await until('nothing comes through', () => shown()?.tunnel.trouble != null);
    await rename(dataDir, `${dataDir}-away`);
    await until('the folder is gone', () => shown()?.trouble === GONE);
    own.target = Number(new URL(rollcall.hookUrl).port);
    await client.call('tunnel.tryNow', {});
    await until('it is online', () => shown()?.tunnel.state === 'online', AT_ONCE_MS);
    expect(shown()?.trouble).toBe(GONE);
    await rename(`${dataDir}-away`, dataDir);
    await own.close();
  });
});

test('a change of the tunnel asks the store nothing', async ({ connect, deliver, rollcall }) => {
  const own = await startOwnTunnel();
  own.target = Number(new URL(rollcall.hookUrl).port);
  await deliver({ action: 'members', session: 's', members: ['ann'] });
  const client = await connect('loopback');
  const shown = shownBy(client);
  await until('all is read', () => shown()?.cohorts.length === 1);
  const asked = vi.spyOn(Thread.prototype, 'call');
  await client.call('tunnel.configure', { provider: 'manual', publicUrl: own.url });
  await until('it is online', () => shown()?.tunnel.state === 'online');
  await client.call('tunnel.configure', { provider: 'none' });
  await until('it is off', () => shown()?.tunnel.state === 'off');
  expect(asked.mock.calls.map(([method]) => method)).toEqual([]);
  asked.mockRestore();
  await own.close();
});

test('what is turned away with nobody looking is there for the page that comes', async ({
  connect,
  rollcall,
}) => {
  for (let i = 0; i < 3; i += 1) await post(rollcall.hookUrl, '{');
  await post(rollcall.hookUrl, bodyOf({ action: 'members', session: 's', members: ['ann'] }));
  const shown = shownBy(await connect('loopback'));
  await until('it shows the latest', () => shown()?.lastDelivery === 4, AT_ONCE_MS);
  await until('it shows the cohort', () => shown()?.cohorts[0]?.members === 1, AT_ONCE_MS);
});
