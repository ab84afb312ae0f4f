import { describe, expect, it } from 'vitest';
import { applicationMenu } from '../../main/electron/menu.ts';
import type { Place } from '../../main/electron/page-url.ts';
import { LANGUAGES, type Language } from '../../shared/messages/messages.ts';
import { allItems, choose, itemIn } from './support/desktop-doubles.ts';
import { ShellDouble } from './support/electron-double.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();

function makeMenu(platform: NodeJS.Platform, language: Language = 'en') {
  const shell = new ShellDouble();
  const done: (string | Place)[] = [];
  const menu = applicationMenu(
    language,
    platform,
    {
      copyHookUrl: () => done.push('copy'),
      show: (place) => done.push(place),
      quit: () => done.push('quit'),
    },
    shell,
  );
  return { menu, done, shell };
}

describe.each(['darwin', 'win32', 'linux'] as const)('the application menu on %s', (platform) => {
  it.each(LANGUAGES)('has a label for every item, in %s', (language) => {
    const items = allItems(makeMenu(platform, language).menu);
    for (const { type, label } of items) if (type !== 'separator') expect(label).toBeTruthy();
  });

  it('copies the hook URL and goes to the settings, by keyboard as well', () => {
    const { menu, done } = makeMenu(platform);
    choose(menu, 'Copy hook URL');
    choose(menu, 'Settings…');
    expect(done).toEqual(['copy', { screen: 'settings' }]);
    expect(itemIn(menu, 'Copy hook URL').accelerator).toBe('CmdOrCtrl+Shift+C');
    expect(itemIn(menu, 'Settings…').accelerator).toBe('CmdOrCtrl+,');
    expect(itemIn(menu, 'Close window').accelerator).toBe('CmdOrCtrl+W');
  });

  it('edits text', () => {
    const roles = allItems(makeMenu(platform).menu).map(({ role }) => role);
    for (const role of ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const) {
      expect(roles).toContain(role);
    }
  });

  it('has no way to reload or to inspect the page', () => {
    const roles = allItems(makeMenu(platform).menu).map(({ role }) => role);
    for (const role of ['reload', 'forceReload', 'toggleDevTools'] as const) {
      expect(roles).not.toContain(role);
    }
  });

  it('gives each accelerator once', () => {
    const given = allItems(makeMenu(platform).menu).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(given).size).toBe(given.length);
  });

  it('opens Mixpanel’s page in the browser', () => {
    const { menu, shell } = makeMenu(platform);
    choose(menu, 'Mixpanel on cohort syncs');
    expect(shell.openedLinks).toHaveLength(1);
  });
});

describe('quitting', () => {
  it('is the system’s own item in the application’s menu on macOS', () => {
    const [first] = makeMenu('darwin').menu;
    expect(first?.label).toBe('Rollcall');
    const items = Array.isArray(first?.submenu) ? first.submenu : [];
    expect(items.map(({ role }) => role).filter(Boolean)).toEqual([
      'about',
      'services',
      'hide',
      'hideOthers',
      'unhide',
      'quit',
    ]);
  });

  it.each(['win32', 'linux'] as const)('is in the first menu on %s', (platform) => {
    const { menu, done } = makeMenu(platform);
    expect(menu[0]?.label).toBe('File');
    choose(menu, 'Quit Rollcall');
    expect(done).toEqual(['quit']);
    expect(itemIn(menu, 'Quit Rollcall').accelerator).toBe('CmdOrCtrl+Q');
  });
});
