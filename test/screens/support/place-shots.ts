import { COHORT, inDesktop, type Shot } from './shot.ts';

/** Deliveries and Settings. */
export const PLACE_SHOTS: readonly Shot[] = [
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
];
