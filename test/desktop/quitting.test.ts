import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { allApplied, membersOf, removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { Desktop, endApps, sayWhatItRunsOn } from './support/desktop.ts';

sayWhatItRunsOn();
afterAll(async () => {
  await endApps();
  await removeDataFolders();
});

describe('quitting while a sync arrives', () => {
  const sync = { action: 'members', session: 's', totalPages: 2 } as const;
  let desktop: Desktop;
  let hookUrl: string;

  beforeEach(async () => {
    desktop = await Desktop.start({ args: ['--hidden'] });
    hookUrl = await desktop.hookUrl();
    await sendPage(hookUrl, { ...sync, page: 1, members: ['anna'] });
    await until('the tray counts pages', async () =>
      (await desktop.trayWords()).includes('1 of 2'),
    );
  });

  it('asks, stays if told so, and goes by itself once the sync is here if told to wait', async () => {
    await desktop.answerBox('Keep running');
    await desktop.choose('Quit Rollcall');
    const asked = await until('the person is asked', () => desktop.main(() => seen.boxes[0]));
    expect(asked).toMatchObject({
      message: 'A sync is still arriving',
      buttons: ['Quit when it is done', 'Quit now', 'Keep running'],
    });
    // Nobody would see that it goes on: the window shows it.
    await desktop.isShown();
    await desktop.answerBox('Quit when it is done');
    await desktop.choose('Quit Rollcall');
    await until('it is asked again', () => desktop.main(() => seen.boxes.length === 2));
    await until('the tray shows that it waits', async () =>
      (await desktop.trayMenu()).some(
        ({ label, isChecked }) => label === 'Quit when it is done' && isChecked,
      ),
    );
    expect((await sendPage(hookUrl, { ...sync, page: 2, members: ['ben'] })).status).toBe(200);
    expect(await desktop.exited).toBe(0);
    expect(membersOf(desktop.dataDir)).toEqual(['anna', 'ben']);
    expect(desktop.log()).not.toMatch(/ error /);
  });

  it('thinks better of waiting by the tray', async () => {
    await desktop.answerBox('Quit when it is done');
    await desktop.choose('Quit Rollcall');
    await desktop.choose('Quit when it is done');
    await until('the tray says so', async () =>
      (await desktop.trayMenu()).every(({ label }) => label !== 'Quit when it is done'),
    );
    expect((await sendPage(hookUrl, { ...sync, page: 2, members: ['ben'] })).status).toBe(200);
    await until('the sync is here', async () =>
      (await desktop.trayWords()).startsWith('Not connected'),
    );
    expect((await sendPage(hookUrl, { ...sync, session: 't', members: ['ann'] })).status).toBe(200);
    await desktop.kill();
  });

  it('goes at once when the system shuts down, which is asked to wait for it', async () => {
    const isAsked = await desktop.evaluate(({ powerMonitor }) => {
      let isPrevented = false;
      const shutdown = { preventDefault: () => (isPrevented = true) };
      powerMonitor.emit('shutdown', shutdown);
      return isPrevented;
    }, null);
    expect(isAsked).toBe(true);
    expect(await desktop.exited).toBe(0);
    expect(membersOf(desktop.dataDir)).toEqual(['anna']);
    expect(desktop.log()).not.toMatch(/ error /);
  });

  it('goes at once if told so; what had come is there at the next start', async () => {
    await desktop.answerBox('Quit now');
    await desktop.choose('Quit Rollcall');
    expect(await desktop.exited).toBe(0);
    desktop = await Desktop.start({ dataDir: desktop.dataDir, args: ['--hidden'] });
    await allApplied(desktop.dataDir);
    expect(await desktop.hookUrl()).toBe(hookUrl);
    expect((await sendPage(hookUrl, { ...sync, page: 2, members: ['ben'] })).status).toBe(200);
    await until('both are in', () => membersOf(desktop.dataDir).join() === 'anna,ben');
    await until('nothing is on its way', async () =>
      (await desktop.trayWords()).startsWith('Not connected'),
    );
    expect(await desktop.quit()).toBe(0);
  });
});

describe.skipIf(process.platform !== 'linux')('a desktop without tray icons', () => {
  it('shows a window even at login, and ends with it', async () => {
    const desktop = await Desktop.start({ hasTray: false, args: ['--hidden'] });
    await desktop.isShown();
    await desktop.page();
    await desktop.closeWindow();
    expect(await desktop.exited).toBe(0);
  });
});
