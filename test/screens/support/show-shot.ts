import type { Page } from 'playwright-core';
import { RollcallPage } from './rollcall-page.ts';
import type { Shot } from './shot.ts';
import { stage, withDay } from './staged.ts';

/** Stages what a picture shows; before the page is opened. */
export async function prepareShot(page: Page, shot: Shot): Promise<void> {
  await stage(page, (snapshot) => {
    const dayLong = { ...snapshot, cohorts: snapshot.cohorts.map(withDay) };
    return shot.change?.(dayLong) ?? dayLong;
  });
  await shot.prepare?.(page);
}

/** Waits until all is there, and does what the picture shows the end of. */
export async function actShot(page: Page, shot: Shot): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await new RollcallPage(page).isSettled();
  await shot.act?.(page);
}
