import { statfsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { ngrokPlace } from '../../main/cli/tunnel-options.ts';
import { createRollcall } from '../../main/create-rollcall.ts';
import { createLogger } from '../../main/log.ts';
import { environmentSecrets } from '../../main/settings/secret-box.ts';
import { isNearlyFull } from '../../main/store/free-disk.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { bodyOf, type Page, post, sendPage } from '../support/mixpanel.ts';
import { startNgrokEdge } from '../support/ngrok-edge/start-ngrok-edge.ts';
import { mountSmallDisk, resizeSmallDisk, unmountSmallDisk } from '../support/small-disk.ts';
import { until } from '../support/until.ts';
import { environmentOf } from '../tunnelling/support/with-edge.ts';
import { randomFrom, sendMixedSyncs } from './support/mixed-syncs.ts';
import { makePage } from './support/page-dir.ts';
import { cloning, loopback } from './support/transports.ts';
import { askStatus, LogReader, type Said, watchPage, watchTray } from './support/viewpoints.ts';

/** 200 over half an hour of the clock when it is accepted. */
const FAULTS = Number(process.env.ROLLCALL_FAULTS || 10);
const CLOCK_STEP_MS = (30 * 60_000) / 200;
const AT_ONCE_MS = 2000;
const LOOK_MS = 20;
const REFUSED: Page = { action: 'add_members', cohort: '99', session: 'x', members: ['ann'] };
const GONE = /^The folder Rollcall keeps its data in was removed or replaced/;
const ROOMY_KIB = 4 * 1024 * 1024;
/** Less than what is kept free. */
const LEFT_KIB = 50 * 1024;
const SEED = Number(process.env.ROLLCALL_SEED || 20_261);

vi.setConfig({ testTimeout: 60_000 + FAULTS * 20_000 });

const diskDir = mountSmallDisk(ROOMY_KIB);
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  await removeDataFolders();
  if (diskDir !== null) unmountSmallDisk(diskDir);
});

test(`${FAULTS} faults are told everywhere within two seconds, for as long as they last`, async () => {
  // Only the clock is staged: half an hour goes by, however long it takes.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - FAULTS * CLOCK_STEP_MS });
  const random = randomFrom(SEED);
  const edge = await startNgrokEdge();
  const environment = environmentOf(edge);
  const dir = diskDir === null ? await makeDataFolder() : join(diskDir, 'data');
  const log = new LogReader();
  const rollcall = await createRollcall({
    dir,
    screens: { rendererDir: await makePage() },
    secrets: environmentSecrets(environment),
    tunnel: { place: ngrokPlace(environment), choice: { provider: 'ngrok' } },
    locale: 'en',
    formatLocale: 'en',
    log: createLogger((line) => log.read(line)),
  });
  const openPage = async () => watchPage(await loopback(rollcall.uiUrl ?? ''));
  const page = await openPage();
  const tray = watchTray(cloning(rollcall.api));
  const syncs = sendMixedSyncs(rollcall.hookUrl, random);

  /** What is true of the store; unknown while it is put back, until a page is answered as one that it can keep. */
  const store = { isAway: false, isComingBack: false };
  const isFull = (): boolean => diskDir !== null && isNearlyFull(statfsSync(diskDir));
  let isRefused = false;
  const reaches = (): boolean => edge.sessions().length > 0;
  const truth = (): Said | 'unknown' => {
    if (store.isComingBack) return 'unknown';
    if (store.isAway || isFull()) return 'store';
    if (!reaches()) return 'tunnel';
    return isRefused ? 'refusal' : 'nothing';
  };
  /** Who says something else than what is true. */
  const liars = (isSo: Said): string[] => {
    const codes = [
      ...(store.isAway ? ['STORE_GONE'] : []),
      ...(isFull() ? ['DISK_NEARLY_FULL'] : []),
    ];
    return [
      ...(page.said() === isSo ? [] : [`page: ${page.said()}`]),
      ...(tray.said() === isSo ? [] : [`tray: ${tray.said()}`]),
      // A refusal is logged when it happens, and is over with a page, which is no news.
      ...(isSo === 'refusal' || log.said() === isSo ? [] : [`log: ${log.said()}`]),
      // A trouble that is not the latest one is no lie.
      ...(isSo !== 'store' || codes.includes(page.trouble() ?? '') ? [] : ['page: another code']),
      // A change of the tunnel is shown although the store is away.
      ...(page.saysOnline() === reaches() ? [] : ['page: another tunnel']),
    ];
  };
  const agree = (): boolean => {
    const isSo = truth();
    return isSo === 'unknown' || liars(isSo).length === 0;
  };

  /** Who says what for too long, with what led to it. */
  const agreed = (what: string): Promise<unknown> =>
    until(what, agree, AT_ONCE_MS + 500).catch((error: unknown) => {
      const isSo = truth();
      const said = isSo === 'unknown' ? [] : liars(isSo);
      throw new Error(`${error}\n${isSo}, but ${said.join(', ')}\n${log.latest().join('\n')}`);
    });

  const longest = { ms: 0, what: '' };
  let sinceMs: number | null = null;
  const monitor = setInterval(() => {
    if (agree()) sinceMs = null;
    else {
      sinceMs ??= performance.now();
      const ms = performance.now() - sinceMs;
      const isSo = truth();
      if (ms > longest.ms) {
        longest.ms = ms;
        longest.what = `${isSo}, but ${isSo === 'unknown' ? '' : liars(isSo).join(', ')}`;
      }
    }
  }, LOOK_MS);

  const faults: Record<string, { begin(): Promise<void>; end(): Promise<void> }> = {
    'the folder is away': {
      async begin() {
        store.isAway = true;
        await rename(dir, `${dir}-away`);
      },
      async end() {
        await rename(`${dir}-away`, dir);
        store.isAway = false;
        store.isComingBack = true;
        // As whoever sends is told.
        await until(
          'the door finds it',
          async () => !GONE.test((await syncs.nextAnswer()).message),
        );
        store.isComingBack = false;
      },
    },
    'a page is refused': {
      async begin() {
        const { status } = await post(
          rollcall.hookUrl,
          bodyOf(REFUSED).replace('"members":[', '"persons":['),
        );
        expect(status).toBe(400);
        isRefused = true;
      },
      async end() {
        await until(
          'it is kept',
          async () => (await sendPage(rollcall.hookUrl, REFUSED)).status === 200,
        );
        isRefused = false;
      },
    },
    'the tunnel is gone': {
      begin: edge.goAway,
      async end() {
        await edge.comeBack();
        await until('the tunnel stands again', reaches);
      },
    },
    ...(diskDir === null
      ? {}
      : {
          'the disk is full': {
            async begin() {
              const { blocks, bfree, bsize } = statfsSync(diskDir);
              resizeSmallDisk(diskDir, ((blocks - bfree) * bsize) / 1024 + LEFT_KIB);
            },
            async end() {
              resizeSmallDisk(diskDir, ROOMY_KIB);
            },
          },
        }),
  };

  /** What the tunnel says is a file when the command reads it, a moment after it is true. */
  const statusAgrees = async (): Promise<void> => {
    let said: Said | null = null;
    const isAsTrue = async (): Promise<boolean> => {
      const isSo = truth();
      said = await askStatus(dir);
      // What changes while it is asked, it can't know.
      return said === isSo || truth() !== isSo;
    };
    await until('status says what is true', isAsTrue, AT_ONCE_MS).catch((error: unknown) => {
      throw new Error(`${error} ${truth()}, but ${said}`);
    });
  };

  await until('it is online', () => reaches() && agree());
  for (let number = 1; number <= FAULTS; number += 1) {
    const names = Object.keys(faults).toSorted(() => random() - 0.5);
    const chosen = names.slice(0, random() < 0.3 ? 2 : 1);
    // While nothing can be written, a refusal can't be kept either: it has to come first.
    chosen.sort((a) => (a === 'a page is refused' ? -1 : 0));
    await pass(random() * 200);
    for (const name of chosen) {
      await faults[name]?.begin();
      await pass(random() * 100);
    }
    await agreed(`${chosen.join(' and ')} is told`);
    await statusAgrees();
    if (random() < 0.3) {
      const other = await openPage();
      await until('a page opened meanwhile says so', () => other.said() === truth(), AT_ONCE_MS);
      other.close();
    }
    await pass(random() * 300);
    // A refusal ends with a page that is kept: once that is possible.
    for (const name of chosen.toReversed()) {
      await faults[name]?.end();
      await agreed(`it is told that ${name} no more`);
      await statusAgrees();
    }
    vi.setSystemTime(Date.now() + CLOCK_STEP_MS);
  }
  clearInterval(monitor);
  await syncs.stop();
  await rollcall.close();
  await edge.stop();
  expect(longest.ms, longest.what).toBeLessThan(AT_ONCE_MS);
  console.info(`The longest disagreement: ${Math.round(longest.ms)} ms (${longest.what}).`);
});
