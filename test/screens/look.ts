// Writes a picture of every screen, in both languages, appearances and sizes, into the folder given.
// Run by `node test/screens/look.ts DIR [pattern of names]`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../shared/messages/messages.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { endAll, startRollcall } from '../support/start-rollcall.ts';
import { openBrowser } from './support/browser.ts';
import { sendHardCohorts } from './support/hard-people.ts';
import { sendCohorts } from './support/people.ts';
import type { Shot } from './support/shot.ts';
import { SHOTS } from './support/shots.ts';
import { actShot, prepareShot } from './support/show-shot.ts';

/** The last is a window of 1280 by 800 at a zoom of 200 %. */
const SIZES = [
  { width: 1280, height: 800, zoom: 1 },
  { width: 900, height: 600, zoom: 1 },
  { width: 640, height: 400, zoom: 2 },
];

async function main(dir: string, only: RegExp): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const [usual, hard, empty] = await Promise.all([
    startRollcall(await makeDataFolder()),
    startRollcall(await makeDataFolder()),
    startRollcall(await makeDataFolder()),
  ]);
  await sendCohorts(usual.hookUrl);
  await sendHardCohorts(hard.hookUrl);
  const browser = await openBrowser();
  const settings = LANGUAGES.flatMap((language) =>
    (['light', 'dark'] as const).flatMap((theme) =>
      SIZES.map((size) => ({ language, theme, size })),
    ),
  );
  for (const setting of settings) {
    for (const shot of SHOTS) {
      for (const [kind, full] of [
        ['', usual],
        ['hard', hard],
      ] as const) {
        const { language, theme, size } = setting;
        const name = [shot.name, kind, language, theme, size.width].filter(Boolean).join('-');
        if (!only.test(name)) continue;
        const url = new URL((shot.query === null ? empty : full).ready.uiUrl ?? '');
        url.search = shot.query ?? '';
        await take(browser, shot, { ...setting, url: url.href, path: join(dir, `${name}.png`) });
      }
    }
  }
  await browser.close();
}

interface Setting {
  readonly url: string;
  readonly language: string;
  readonly theme: 'light' | 'dark';
  readonly size: (typeof SIZES)[number];
  readonly path: string;
}

async function take(browser: Browser, shot: Shot, setting: Setting): Promise<void> {
  const page = await browser.newPage({
    viewport: setting.size,
    deviceScaleFactor: setting.size.zoom,
    locale: setting.language === 'ja' ? 'ja-JP' : 'en-GB',
    colorScheme: setting.theme,
    reducedMotion: 'reduce',
  });
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${setting.path}: ${message.text()}`);
  });
  page.on('pageerror', (error) => console.error(`${setting.path}: ${error.message}`));
  await prepareShot(page, shot);
  await page.goto(setting.url);
  await actShot(page, shot);
  await page.screenshot({ path: setting.path });
  await page.close();
}

try {
  await main(process.argv[2] ?? 'look', new RegExp(process.argv[3] ?? ''));
} finally {
  await endAll();
  await removeDataFolders();
}
