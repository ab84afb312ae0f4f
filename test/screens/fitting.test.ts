import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataFolder } from '../support/data-folders.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { sendHardCohorts } from './support/hard-people.ts';
import { layoutFaults } from './support/layout-faults.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import type { Shot } from './support/shot.ts';
import { SHOTS } from './support/shots.ts';
import { actShot, prepareShot } from './support/show-shot.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

const USUAL: readonly Size[] = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
];
/** A window of 1280 by 800 at a zoom of 200 %. */
const ZOOMED: Size = { width: 640, height: 400 };

/** In Japanese the words alone differ: one of each family of failures is enough. */
const FAMILIES = SHOTS.filter(({ name }) => !name.startsWith('connect-failed'));

let full: RunningRollcall;
let empty: RunningRollcall;

beforeAll(async () => {
  [full, empty] = await Promise.all([
    startRollcall(await makeDataFolder()),
    startRollcall(await makeDataFolder()),
  ]);
  await sendHardCohorts(full.hookUrl);
});

afterAll(endScreens);

describe('with forty cohorts and names of 160 characters, in any window and at 200 % zoom, nothing is lost of', () => {
  it.each(SHOTS)('$name', (shot) => hasNoFaults(shot, 'en-GB', [...USUAL, ZOOMED]));
});

describe('nor at 200 % zoom in Japanese of', () => {
  it.each(FAMILIES)('$name', (shot) => hasNoFaults(shot, 'ja-JP', [ZOOMED]));
});

async function hasNoFaults(shot: Shot, locale: string, sizes: readonly Size[]): Promise<void> {
  const { page } = await openScreens(shot.query === null ? empty : full, {
    locale,
    search: shot.query ?? '',
    prepare: (page) => prepareShot(page, shot),
  });
  await actShot(page, shot);
  const found: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    const faults = await layoutFaults(page);
    found.push(...faults.map((fault) => `At ${size.width} px: ${fault}`));
  }
  await page.close();
  expect(found.join('\n')).toBe('');
}
