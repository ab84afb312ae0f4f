import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/api/contract.ts';
import { makeDataFolder } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { type RunningRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { endScreens, openScreens } from './support/open-screens.ts';
import { stage } from './support/staged.ts';

// What a dialog has begun is neither lost nor left half-way, however the dialog goes.
let rollcall: RunningRollcall;

beforeAll(async () => {
  rollcall = await startRollcall(await makeDataFolder());
  await sendPage(rollcall.hookUrl, { action: 'members', session: 's', members: ['ann', 'bob'] });
});

afterAll(endScreens);

interface Opening {
  readonly change?: (snapshot: Snapshot) => Snapshot;
  readonly events?: (socket: WebSocketRoute) => void;
}

async function open(query: string, { change, events }: Opening = {}): Promise<Page> {
  const prepare = async (page: Page) => {
    if (change !== undefined) await stage(page, change);
    if (events !== undefined) await page.routeWebSocket('**/api/events', events);
  };
  const { page } = await openScreens(rollcall, { search: query, prepare });
  return page;
}

const withKeychain = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  password: { ...snapshot.password, obstacle: null },
});

/** Whoever comes first holds it up; it goes on when it is told to. */
async function holdUp(page: Page, path: string) {
  let go = (): void => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route(path, async (route) => {
    await held;
    await route.continue();
  });
  return go;
}

/** Beside the dialog, and Escape. */
async function tryToLeave(page: Page): Promise<void> {
  await page.mouse.click(4, 4);
  await page.keyboard.press('Escape');
}

describe('data that is being replaced', () => {
  it('keeps its dialog until it is done', async () => {
    const page = await open('?at=settings');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save a backup…' }).click(),
    ]);
    await page.getByText('with your browser’s downloads').waitFor();
    await page.keyboard.press('Escape');
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Restore from a backup…' }).click();
    await (await chosen).setFiles(await saved.path());
    const go = await holdUp(page, '**/api/restore.apply');
    await page.getByRole('button', { name: 'Replace what is here' }).click();
    await tryToLeave(page);
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Close' }).isDisabled()).toBe(true);
    expect(await dialog.getByRole('button', { name: 'Cancel' }).isDisabled()).toBe(true);
    // A step back leads to another screen, behind the dialog.
    await page.evaluate("history.pushState(null, '', location.href); history.back()");
    go();
    await page.getByText('The backup is in place.').waitFor();
    await page.close();
  }, 60_000);
});

describe('a password that is set', () => {
  it('is shown until it is closed by its button', async () => {
    const page = await open('?at=settings', { change: withKeychain });
    const go = new Promise<() => void>((resolve) => {
      void page.route('**/api/password.set', (route) =>
        resolve(() => void route.fulfill({ json: { ok: true, value: {} } })),
      );
    });
    await page.getByRole('button', { name: 'Set a password…' }).click();
    await page.getByRole('button', { name: 'Set the password' }).click();
    await tryToLeave(page);
    (await go)();
    await page.getByText('This is the only time').waitFor();
    await tryToLeave(page);
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
    await page.getByRole('dialog').getByText('This is the only time').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.close();
  });
});

describe('a backup that is just beginning', () => {
  it('begins once, is cancelled with its dialog, and leaves receiving as it was', async () => {
    const page = await open('?at=settings');
    const go = await holdUp(page, '**/api/backup.start');
    await page.getByRole('button', { name: 'Move to another computer…' }).click();
    const begin = page.getByRole('button', { name: 'Pause and save the file…' });
    await begin.click();
    await until('it can’t be begun twice', () => begin.isDisabled());
    const cancelled = page.waitForRequest('**/api/backup.cancel');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    const begun = page.waitForResponse('**/api/backup.start');
    go();
    const { value } = await (await begun).json();
    expect((await cancelled).postDataJSON()).toEqual({ backupId: value.backupId });
    await page.getByRole('button', { name: 'Pause receiving' }).waitFor();
    await page.close();
  });
});

describe('an export', () => {
  const dialogOf = (page: Page) => page.getByRole('dialog', { name: /^Export/ });
  const begin = (page: Page) =>
    Promise.all([
      page.waitForEvent('download'),
      dialogOf(page).getByRole('button', { name: 'Export 2 rows' }).click(),
    ]);

  it('tells its end to whoever was led elsewhere meanwhile', async () => {
    const held: (() => void)[] = [];
    let page: WebSocketRoute | null = null;
    const opened = await open('?at=cohort&cohort=1&export=1', {
      events: (socket) => {
        page = socket;
        const server = socket.connectToServer();
        server.onMessage((message) => {
          if (!String(message).includes('"state":"done"')) socket.send(message);
          else held.push(() => socket.send(message));
        });
      },
    });
    await opened.route('**/api/export.state', (route) => route.abort());
    await begin(opened);
    await dialogOf(opened).getByText('of 2 rows written').waitFor();
    const go = { event: 'app.go', payload: { query: '?at=settings' } };
    await until('the page listens', () => page).then((socket) => socket.send(JSON.stringify(go)));
    await dialogOf(opened).waitFor({ state: 'detached' });
    await until('its end is told', () => held.length > 0);
    for (const tell of held) tell();
    await opened.getByText('2 members written to').waitFor();
    await opened.close();
  });

  it.each([
    ['says how it ended', false],
    ['tells whoever closed its dialog how it ended', true],
  ])(
    '%s once the connection is back, though that was told while it was lost',
    async (_, leaves) => {
      const cuts: (() => void)[] = [];
      const page = await open('?at=cohort&cohort=1&export=1', {
        events: (socket) => {
          const server = socket.connectToServer();
          server.onMessage((message) => {
            if (!String(message).includes('"state":"done"')) socket.send(message);
            else cuts.push(() => void socket.close());
          });
        },
      });
      // What it asks at once is not answered, either.
      let isAway = true;
      await page.route('**/api/export.state', (route) =>
        isAway ? route.abort() : route.continue(),
      );
      await begin(page);
      await dialogOf(page).getByText('of 2 rows written').waitFor();
      await until('its end is told', () => cuts.length > 0);
      if (leaves) {
        await page.keyboard.press('Escape');
        await dialogOf(page).waitFor({ state: 'detached' });
      }
      isAway = false;
      for (const cut of cuts) cut();
      await page.getByText('2 members written to').waitFor();
      await page.close();
    },
  );

  it('that nothing is known of any more is not said to be running', async () => {
    const page = await open('?at=cohort&cohort=1&export=1', {
      events: (socket) => {
        const server = socket.connectToServer();
        server.onMessage((message) => {
          if (!String(message).includes('"state":"done"')) socket.send(message);
        });
      },
    });
    await page.route('**/api/export.state', (route) =>
      route.fulfill({ json: { ok: false, error: { code: 'EXPORT_GONE', details: {} } } }),
    );
    await begin(page);
    await dialogOf(page).getByText('This export is over.').waitFor();
    await dialogOf(page).getByRole('button', { name: 'Export 2 rows' }).waitFor();
    await page.close();
  });
});
