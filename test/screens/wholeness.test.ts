import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allApplied, makeDataFolder, rosterPath } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { startRollcall } from '../support/start-rollcall.ts';
import { endScreens, openScreens } from './support/open-screens.ts';

let page: Page;

beforeAll(async () => {
  const dataDir = await makeDataFolder();
  const first = await startRollcall(dataDir);
  const full = { action: 'members', session: '1' } as const;
  const send = (sent: Parameters<typeof sendPage>[1]) => sendPage(first.hookUrl, sent);
  await send({ ...full, cohort: '1', name: 'Whole', members: ['ann', 'bob'] });
  await send({ ...full, cohort: '2', name: 'Lacking', members: ['ann'] });
  const part = { ...full, cohort: '2', name: 'Lacking', session: '2', totalPages: 13 };
  for (let number = 1; number <= 12; number += 1) {
    await send({ ...part, page: number, members: [`p${number}`] });
  }
  const changes = { action: 'add_members', cohort: '3', name: 'Changes', session: '2' } as const;
  await send({ ...changes, action: 'remove_members', session: '1', members: ['x'] });
  await send({ ...changes, members: ['y'] });
  await send({ ...full, cohort: '4', name: 'Without', members: ['a', 'b', 'c'] });
  const some = ['a', { 'User ID': 'b' }];
  await send({ ...full, cohort: '4', name: 'Without', session: '2', members: some });
  await allApplied(dataDir);
  await first.stop();
  const roster = new DatabaseSync(rosterPath(dataDir));
  roster.exec(`
    UPDATE applied SET received_at = received_at - 11 * 60 * 1000
    WHERE cohort = (SELECT id FROM cohort WHERE cohort_id = '2')`);
  roster.close();
  ({ page } = await openScreens(await startRollcall(dataDir)));
});

afterAll(endScreens);

const nav = () => page.getByRole('navigation', { name: 'Main' });
const main = () => page.getByRole('main');

async function open(name: string): Promise<void> {
  await nav().getByRole('button', { name }).click();
  await main().getByRole('heading', { level: 1, name }).waitFor();
}

describe('a cohort that is not known to be whole', () => {
  it('says which sync lacks how much, and is marked in the list', async () => {
    await open('Lacking');
    await main()
      .getByText(/The sync of .+ is incomplete: 1 of 13 parts missing, so up to 1,000 people may/)
      .waitFor();
    await nav()
      .getByRole('button', { name: /Lacking.*not known to be complete.*incomplete/ })
      .waitFor();
    expect(await main().getByTitle('The list is not known to be complete.').count()).toBe(1);
  });

  it('says that only changes came', async () => {
    await open('Changes');
    await main()
      .getByText('Only changes have arrived, so people who were already in are')
      .waitFor();
    await nav()
      .getByRole('button', { name: /Changes.*not known to be complete/ })
      .waitFor();
  });

  it('says how many had no id, and that nobody was removed for it', async () => {
    await open('Without');
    await main().getByText('1 person in the last full sync had no ID').waitFor();
    await main().getByText('2 people it did not name stay listed').waitFor();
  });

  it('is not what a whole one looks like', async () => {
    await open('Whole');
    expect(await main().getByTitle('The list is not known to be complete.').count()).toBe(0);
    expect(await main().getByText('First sync').count()).toBe(1);
    expect(await main().getByText('+2').count()).toBe(0);
  });
});

describe('the first sync', () => {
  it('is called so among the changes, and says who joined: nobody', async () => {
    await open('Whole');
    await page.getByRole('tab', { name: 'Joined & left' }).click();
    await main().getByRole('listitem').getByText('First sync').waitFor();
    await main().getByText('This is the first sync: 2 people were already in.').waitFor();
    await page.getByRole('tab', { name: 'Syncs' }).click();
    await main().getByRole('cell', { name: '2 people, first sync' }).waitFor();
  });
});
