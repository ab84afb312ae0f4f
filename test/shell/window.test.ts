import { afterAll, describe, expect, it } from 'vitest';
import type { DesktopSettings } from '../../main/electron/desktop-settings.ts';
import { createWindowKeeper } from '../../main/electron/window.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { ShellDouble, type WindowDouble, windowClass } from './support/electron-double.ts';
import { rememberedSettings } from './support/remembered.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };

async function keep(change: Partial<DesktopSettings> = {}, workAreas = [SCREEN], hasTray = true) {
  const { BrowserWindow, opened } = windowClass();
  const remembered = await rememberedSettings(change);
  let hints = 0;
  const recovered: WindowDouble[] = [];
  const errors: unknown[] = [];
  const keeper = createWindowKeeper<WindowDouble>({
    BrowserWindow,
    screen: { getAllDisplays: () => workAreas.map((workArea) => ({ workArea })) },
    shell: new ShellDouble(),
    nativeTheme: { shouldUseDarkColors: true },
    preloadPath: '/app/preload.cjs',
    title: 'Rollcall',
    remembered,
    hasTray,
    recover: (window) => recovered.push(window),
    onError: (error) => errors.push(error),
    onSessionEnd: () => {},
    onHidden: () => {
      hints += 1;
    },
  });
  const show = (): WindowDouble => {
    keeper.show({ screen: 'last' });
    const window = opened.at(-1);
    if (window === undefined) throw new Error('No window was made');
    return window;
  };
  return { keeper, opened, recovered, remembered, show, errors, hints: () => hints };
}

describe('the window', () => {
  it('is sandboxed, isolated and without Node', async () => {
    const { show } = await keep();
    expect(show().options.webPreferences).toMatchObject({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it('has no other preference set', async () => {
    const { show } = await keep();
    // What is not named here is as Electron has it: off, where it is about security.
    expect(Object.keys(show().options.webPreferences ?? {}).sort()).toEqual([
      'contextIsolation',
      'navigateOnDragDrop',
      'nodeIntegration',
      'preload',
      'sandbox',
      'spellcheck',
      'webSecurity',
      'webviewTag',
    ]);
  });

  it('shows the page of our own scheme, once it is ready', async () => {
    const { show } = await keep();
    const window = show();
    expect(window.loaded).toEqual(['app://rollcall/index.html']);
    expect(window.options.show).toBe(false);
    expect(window.visible).toBe(false);
    window.emit('ready-to-show');
    expect(window.visible).toBe(true);
    expect(window.maximized).toBe(false);
  });

  it('is one: the next request brings it to the front', async () => {
    const { show, opened } = await keep();
    const window = show();
    window.minimized = true;
    show();
    expect(opened).toHaveLength(1);
    expect(window).toMatchObject({ minimized: false, visible: true, focused: true });
    expect(window.loaded).toHaveLength(1);
  });

  it('opens at the place that is asked for', async () => {
    const { keeper, opened } = await keep();
    keeper.show({ screen: 'cohort', cohort: 12 });
    expect(opened[0]?.loaded).toEqual([
      'app://rollcall/index.html?at=cohort&cohort=12&tab=members',
    ]);
  });

  it('is told where to go, and keeps what it shows besides', async () => {
    const { keeper, opened, show } = await keep();
    show();
    keeper.show({ screen: 'settings' });
    keeper.show({ screen: 'export', cohort: 3 });
    expect(opened[0]?.loaded).toHaveLength(1);
    expect(opened[0]?.webContents.sent).toEqual([
      ['rollcall:event', 'app.go', { query: '?at=settings' }],
      ['rollcall:event', 'app.go', { query: '?at=cohort&cohort=3&tab=members&export=1' }],
    ]);
  });

  it.each([
    ['still loads', { isLoading: true }],
    ['is gone', { crashed: true }],
    ['is none of ours', { url: 'data:text/html,lost' }],
  ])('is loaded at the place when its page %s', async (_what, state) => {
    const { keeper, show } = await keep();
    const window = show();
    Object.assign(window.webContents, state);
    keeper.show({ screen: 'settings' });
    expect(window.loaded.at(-1)).toBe('app://rollcall/index.html?at=settings');
    expect(window.webContents.sent).toEqual([]);
  });

  it('is looked after from the start', async () => {
    const { show, recovered } = await keep();
    expect(recovered).toEqual([show()]);
  });
});

describe('closing the window', () => {
  it('hides it and Rollcall goes on', async () => {
    const { show, keeper, hints } = await keep();
    const window = show();
    window.show();
    window.close();
    expect(window).toMatchObject({ destroyed: false, visible: false });
    expect(keeper.current()).toBe(window);
    expect(hints()).toBe(1);
  });

  it('closes it where the person chose so', async () => {
    const { show, keeper, hints } = await keep({ keepRunning: false });
    const window = show();
    window.close();
    expect(window.destroyed).toBe(true);
    expect(keeper.current()).toBeNull();
    expect(hints()).toBe(0);
  });

  it('closes it where no icon would show that Rollcall goes on', async () => {
    const { show, hints } = await keep({}, [SCREEN], false);
    const window = show();
    window.close();
    expect(window.destroyed).toBe(true);
    expect(hints()).toBe(0);
  });

  it('closes it when Rollcall quits', async () => {
    const { show, keeper } = await keep();
    const window = show();
    keeper.allowClosing();
    window.close();
    expect(window.destroyed).toBe(true);
  });

  it('leaves full screen first, so that no black space stays behind', async () => {
    const { show } = await keep();
    const window = show();
    window.visible = true;
    window.fullScreen = true;
    window.close();
    expect(window.calls).toEqual(['setFullScreen(false)']);
    expect(window.visible).toBe(true);
    window.emit('leave-full-screen');
    expect(window.visible).toBe(false);
  });
});

describe('where the window was', () => {
  it('is remembered on closing', async () => {
    const { show, remembered } = await keep();
    const window = show();
    window.bounds = { x: 50, y: 60, width: 900, height: 650 };
    window.maximized = true;
    window.close();
    await until('remembered', () => remembered.value.isMaximized);
    expect(remembered.value.bounds).toEqual({ x: 50, y: 60, width: 900, height: 650 });
  });

  it.each(['move', 'resize'])(
    'is remembered after a %s, too, should nobody ever close it',
    async (event) => {
      const { show, remembered } = await keep();
      const window = show();
      window.bounds = { x: 70, y: 80, width: 910, height: 660 };
      window.emit(event);
      await until('remembered', () => remembered.value.bounds?.x === 70);
    },
  );

  it('is where it opens again', async () => {
    const bounds = { x: 50, y: 60, width: 900, height: 650 };
    const { show } = await keep({ bounds, isMaximized: true });
    const window = show();
    expect(window.options).toMatchObject(bounds);
    window.emit('ready-to-show');
    expect(window.maximized).toBe(true);
  });

  it.each([
    ['beside every screen', { x: 4000, y: 60, width: 900, height: 650 }],
    ['with its title bar above the screen', { x: 50, y: -500, width: 900, height: 650 }],
    ['with a corner too small to take hold of', { x: 1900, y: 60, width: 900, height: 650 }],
  ])('is forgotten %s', async (_where, bounds) => {
    const { show } = await keep({ bounds });
    const { options } = show();
    expect(options).toMatchObject({ width: 1280, height: 800 });
    expect(options.x).toBeUndefined();
  });

  it('counts on any of several screens, and is cut to its size', async () => {
    const bounds = { x: 2000, y: 100, width: 3000, height: 2000 };
    const { show } = await keep({ bounds }, [SCREEN, { ...SCREEN, x: 1920 }]);
    expect(show().options).toMatchObject({ x: 2000, y: 100, width: 1920, height: 1080 });
  });
});
