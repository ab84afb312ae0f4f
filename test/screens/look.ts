// Writes a picture of every screen, in both languages, appearances and sizes, into the folder given.
// Run by `node test/screens/look.ts DIR [pattern of names]`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Snapshot } from '../../shared/api/contract.ts';
import type { Cohort } from '../../shared/api/model.ts';
import type { NextExpected, Silence } from '../../shared/api/rhythm-model.ts';
import { LANGUAGES } from '../../shared/messages/messages.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { endAll, startRollcall } from '../support/start-rollcall.ts';
import { openBrowser } from './support/browser.ts';
import { CONNECT_SHOTS } from './support/connect-shots.ts';
import { sendCohorts } from './support/people.ts';
import { RollcallPage } from './support/rollcall-page.ts';
import type { Shot } from './support/shot.ts';
import { stage, withDay } from './support/staged.ts';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
];
const COHORT = '?at=cohort&cohort=1';

const SHOTS: readonly Shot[] = [
  { name: 'welcome', query: null },
  ...CONNECT_SHOTS,
  { name: 'members', query: COHORT, act: (page) => page.getByRole('grid').press('ArrowDown') },
  {
    name: 'search',
    query: COHORT,
    act: async (page) => {
      await page.getByRole('searchbox').fill('佐藤');
      await page.getByRole('row').nth(1).getByText('佐藤').first().waitFor();
    },
  },
  {
    name: 'filter',
    query: COHORT,
    act: async (page) => {
      await openFilter(page);
      await page.getByRole('textbox', { name: /^(Value|値)$/ }).fill('Pro');
    },
  },
  {
    name: 'filter-joined',
    query: COHORT,
    act: async (page) => {
      await openFilter(page);
      await page.getByRole('combobox', { name: /^(Column|列)$/ }).click();
      await page.getByRole('option', { name: /^(Joined|参加)$/ }).click();
      await page.getByLabel(/^(Day|日付)$/).fill('2026-11-03');
    },
  },
  { name: 'filtered', query: COHORT, act: filterTwice },
  {
    name: 'nobody-fits',
    query: COHORT,
    act: async (page) => {
      await addFilter(page, 'nobody is called so');
      await page.locator('.empty-state').waitFor();
    },
  },
  {
    name: 'undo',
    query: COHORT,
    act: async (page) => {
      await filterTwice(page);
      await page.locator('.chip').first().click();
      await page.locator('.toast').waitFor();
      await new RollcallPage(page).isSettled();
    },
  },
  {
    name: 'columns',
    query: COHORT,
    act: async (page) => {
      await page.getByRole('button', { name: /^(Columns|列)$/ }).click();
      await page.locator('.chooser-row').first().waitFor();
    },
  },
  {
    name: 'arriving',
    query: COHORT,
    change: (snapshot) => ({
      ...snapshot,
      cohorts: snapshot.cohorts.map((cohort, i) =>
        i > 0
          ? cohort
          : {
              ...cohort,
              state: 'receiving',
              arriving: { pagesReceived: 11, totalPages: 25 },
              removedMost: 1,
            },
      ),
    }),
  },
  {
    name: 'expected',
    query: COHORT,
    change: (snapshot) => withFirst(snapshot, { nextExpected: soon() }),
  },
  {
    name: 'late',
    query: COHORT,
    change: (snapshot) => withFirst(snapshot, { nextExpected: { ...soon(), missed: 1 } }),
  },
  ...(['stopped', 'away', 'tunnel'] as const).map((cause) => ({
    name: `silent-${cause}`,
    query: COHORT,
    change: (snapshot: Snapshot) => {
      const silent = silence(cause);
      return withFirst(snapshot, { silence: silent, lastSyncAtMs: silent.sinceMs });
    },
  })),
  {
    name: 'away',
    query: COHORT,
    change: (snapshot) => ({
      ...withFirst(snapshot, { nextExpected: soon() }),
      absence: { ...night(), waiting: [1], keptUntilMs: Date.now() + 63 * HOUR_MS, caughtUp: null },
    }),
  },
  {
    name: 'caught-up',
    query: COHORT,
    change: (snapshot) => ({
      ...withFirst(snapshot, { nextExpected: soon() }),
      absence: { ...night(), waiting: [], keptUntilMs: null, caughtUp: { joined: 214, left: 90 } },
    }),
  },
  {
    name: 'url-alert',
    query: COHORT,
    change: (snapshot) => ({
      ...snapshot,
      urlAlert: { inForce: 'https://new.example.dev/hook/x', differing: [] },
    }),
  },
  {
    name: 'paused',
    query: COHORT,
    change: (snapshot) => ({
      ...snapshot,
      settings: { ...snapshot.settings, paused: true },
      pauseSafeUntilMs: Date.now() + 70 * HOUR_MS,
    }),
  },
  { name: 'rounds', query: `${COHORT}&tab=rounds` },
  { name: 'syncs', query: `${COHORT}&tab=syncs` },
  { name: 'person', query: COHORT, act: openPerson },
  { name: 'deliveries', query: '?at=deliveries', act: (page) => page.locator('.json').waitFor() },
  {
    name: 'bodies',
    query: '?at=deliveries',
    act: async (page) => {
      await page.getByRole('searchbox').fill('佐藤');
      await page.locator('.body-matches .delivery-item').first().waitFor();
      await page.locator('.foresight-ask button').click();
      await page.locator('.foresight p[role=status]').waitFor();
    },
  },
  { name: 'settings', query: '?at=settings' },
  {
    name: 'settings-set-aside',
    query: '?at=settings',
    change: (snapshot) => ({
      ...snapshot,
      setAside: ['settings', 'hook'].map((name) => `${snapshot.dataDir}/${name}-set-aside-1.json`),
    }),
  },
  {
    name: 'settings-of-the-app',
    query: '?at=settings',
    change: inDesktop,
  },
  {
    name: 'settings-notifications',
    query: '?at=settings',
    change: inDesktop,
    act: (page) =>
      page.evaluate("document.getElementById('settings-notifications').scrollIntoView()"),
  },
  { name: 'notify-me', query: COHORT, change: inDesktop },
  {
    name: 'settings-data',
    query: '?at=settings',
    change: inDesktop,
    act: (page) => page.evaluate("document.getElementById('settings-data').scrollIntoView()"),
  },
  {
    name: 'settings-undo',
    query: '?at=settings',
    act: async (page) => {
      const keep = page.getByRole('combobox', {
        name: /^(Keep the raw deliveries for|受信データの保存期間)/,
      });
      // From more to less, whatever an earlier picture left chosen.
      for (const days of [/^90 ?(days|日)/, /^7 ?(days|日)/]) {
        await keep.click();
        await page.getByRole('option', { name: days }).click();
      }
      await page.locator('.toast').waitFor();
    },
  },
  {
    name: 'settings-password',
    query: '?at=settings',
    change: inDesktop,
    act: (page) => page.getByRole('button', { name: /Set a password|パスワードを設定/ }).click(),
  },
  {
    name: 'settings-move',
    query: '?at=settings',
    act: (page) => page.getByRole('button', { name: /Move to another|に移す/ }).click(),
  },
  {
    name: 'export',
    query: COHORT,
    act: async (page) => {
      await page.keyboard.press('Control+e');
      await page.locator('.preview').waitFor();
    },
  },
  {
    name: 'export-by-tabs',
    query: COHORT,
    act: async (page) => {
      await page.keyboard.press('Control+e');
      await page.getByRole('combobox', { name: /^(Separator|区切り文字)$/ }).click();
      await page.getByRole('option', { name: /^(Tab|タブ)$/ }).click();
      await page.locator('.preview-line', { hasText: '⇥' }).waitFor();
    },
  },
  {
    name: 'palette',
    query: COHORT,
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
    },
  },
];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const EVERY_MS = 30 * MINUTE_MS;

function soon(): NextExpected {
  return { atMs: Date.now() + 12 * MINUTE_MS, toleranceMs: 10 * MINUTE_MS, missed: 0 };
}

function night() {
  return { fromMs: Date.now() - 10 * HOUR_MS, toMs: Date.now() - HOUR_MS };
}

function silence(kind: Silence['cause']['kind']): Silence {
  const sinceMs = Date.now() - (kind === 'away' ? 11 * HOUR_MS : 70 * MINUTE_MS);
  const fromMs = sinceMs + 10 * MINUTE_MS;
  const causes = {
    stopped: { kind: 'stopped' },
    tunnel: { kind: 'tunnel', fromMs, toMs: null },
    away: { kind: 'away', fromMs, toMs: Date.now() - 70 * MINUTE_MS },
  } as const;
  return { sinceMs, everyMs: EVERY_MS, missed: 2, cause: causes[kind] };
}

function withFirst(snapshot: Snapshot, change: Partial<Cohort>): Snapshot {
  const rhythm = { kind: 'known', everyMs: EVERY_MS, toleranceMs: 10 * MINUTE_MS } as const;
  const cohorts = snapshot.cohorts.map((cohort, i) =>
    i > 0 ? cohort : { ...cohort, rhythm, ...change },
  );
  return { ...snapshot, cohorts };
}

/** As in the desktop app, with a keychain. */
function inDesktop(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    password: { ...snapshot.password, obstacle: null },
    shell: {
      kind: 'desktop',
      switches: { keepRunning: true, openAtLogin: false, notifications: true, updates: true },
      notifications: {
        cohorts: [1],
        gatherMinutes: 15,
        quietHours: { fromMinute: 1320, toMinute: 480 },
      },
    },
  };
}

async function openPerson(page: Page): Promise<void> {
  await page.getByRole('gridcell').first().dblclick();
  await page.locator('.properties').waitFor();
}

async function openFilter(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Filter|絞り込み)$/ }).click();
  await page.locator('.filter-form').waitFor();
}

async function addFilter(page: Page, value: string): Promise<void> {
  await openFilter(page);
  await page.getByRole('textbox', { name: /^(Value|値)$/ }).fill(value);
  await page.keyboard.press('Enter');
  await page.locator('.chip').last().waitFor();
}

async function filterTwice(page: Page): Promise<void> {
  await openFilter(page);
  await page.getByRole('combobox', { name: /^(Column|列)$/ }).click();
  await page.getByRole('option', { name: /^(First name|名)$/ }).click();
  await page.getByRole('combobox', { name: /^(Test|条件)$/ }).click();
  await page.getByRole('option', { name: /^(has a value|値がある)$/ }).click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.chip').waitFor();
  await openFilter(page);
  await page.getByRole('combobox', { name: /^(Test|条件)$/ }).click();
  await page.getByRole('option', { name: /^(contains|含む)$/ }).click();
  await page.getByRole('textbox', { name: /^(Value|値)$/ }).fill('1');
  await page.keyboard.press('Enter');
  await page.locator('.chip').nth(1).waitFor();
  await new RollcallPage(page).isSettled();
}

async function main(dir: string, only: RegExp): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const [full, empty] = await Promise.all([
    startRollcall(await makeDataFolder()),
    startRollcall(await makeDataFolder()),
  ]);
  await sendCohorts(full.hookUrl);
  const browser = await openBrowser();
  for (const language of LANGUAGES) {
    for (const theme of ['light', 'dark'] as const) {
      for (const size of SIZES) {
        for (const shot of SHOTS) {
          const name = [shot.name, language, theme, size.width].join('-');
          if (!only.test(name)) continue;
          const url = new URL((shot.query === null ? empty : full).ready.uiUrl ?? '');
          url.search = shot.query ?? '';
          await take(browser, shot, {
            url: url.href,
            language,
            theme,
            size,
            path: join(dir, `${name}.png`),
          });
        }
      }
    }
  }
  await browser.close();
}

interface Setting {
  readonly url: string;
  readonly language: string;
  readonly theme: 'light' | 'dark';
  readonly size: { readonly width: number; readonly height: number };
  readonly path: string;
}

async function take(browser: Browser, shot: Shot, setting: Setting): Promise<void> {
  const page = await browser.newPage({
    viewport: setting.size,
    locale: setting.language === 'ja' ? 'ja-JP' : 'en-GB',
    colorScheme: setting.theme,
    reducedMotion: 'reduce',
  });
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${setting.path}: ${message.text()}`);
  });
  page.on('pageerror', (error) => console.error(`${setting.path}: ${error.message}`));
  await stage(page, (snapshot) => {
    const dayLong = { ...snapshot, cohorts: snapshot.cohorts.map(withDay) };
    return shot.change?.(dayLong) ?? dayLong;
  });
  await shot.prepare?.(page);
  await page.goto(setting.url);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await new RollcallPage(page).isSettled();
  await shot.act?.(page);
  await page.screenshot({ path: setting.path });
  await page.close();
}

try {
  await main(process.argv[2] ?? 'look', new RegExp(process.argv[3] ?? ''));
} finally {
  await endAll();
  await removeDataFolders();
}
