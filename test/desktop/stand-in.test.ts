import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as Electron from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeDataFolders } from '../support/data-folders.ts';
import type * as StandIn from '../support/electron/electron.ts';
import type { Fits } from '../support/electron/fits-typings.ts';
import type { Session } from '../support/electron/session.ts';
import type { UtilityProcess } from '../support/electron/utility-process.ts';
import type { WebContents, WebFrameMain } from '../support/electron/web-contents.ts';
import { Desktop, endApps, sayWhatItRunsOn } from './support/desktop.ts';
import { electronHere } from './support/driver.ts';

// What Electron does, asked of whatever these tests run on: where it is the stand-in, this is what it is held to.
sayWhatItRunsOn();
let desktop: Desktop;
let dir: string;

beforeAll(async () => {
  desktop = await Desktop.start();
  await desktop.isShown();
  dir = join(dirname(desktop.dataDir), 'pages');
  mkdirSync(dir);
});
afterAll(async () => {
  await endApps();
  await removeDataFolders();
});

/** What a page says of this expression, with this preload before it. */
async function inPage(preload: string, expression: string): Promise<unknown> {
  const path = join(dir, 'preload.cjs');
  writeFileSync(path, preload);
  return await desktop.evaluate(
    async ({ BrowserWindow }, given) => {
      const options = { preload: given.path, sandbox: true };
      const window = new BrowserWindow({ show: false, webPreferences: options });
      await window.loadURL('data:text/html,probe');
      const said: unknown = await window.webContents.executeJavaScript(given.expression);
      window.destroy();
      return said;
    },
    { path, expression },
  );
}

function exposing(api: string): string {
  return `require('electron').contextBridge.exposeInMainWorld('api', ${api});`;
}

describe('contextBridge', () => {
  it('carries values, functions and promises, and what functions answer', async () => {
    const api = `{ list: [1, 'two'], at: new Date(7), later: Promise.resolve(3), twice: (n) => 2 * n,
      later2: async (f) => await f(20), nothing: undefined }`;
    expect(
      await inPage(
        exposing(api),
        `(async () => [api.list, api.at.getTime(), await api.later, api.twice(4), await api.later2((n) => n + 1),
          'nothing' in api])()`,
      ),
    ).toEqual([[1, 'two'], 7, 3, 8, 21, true]);
  });

  it('drops what a class gives, and a function’s prototype', async () => {
    const api = `{ made: new (class { own = 1; method() {} })(), make: function () {} }`;
    expect(
      await inPage(
        exposing(api),
        '[api.made.own, typeof api.made.method, "prototype" in api.make]',
      ),
    ).toEqual([1, 'undefined', false]);
  });

  it('carries the message of an error, also of a promise', async () => {
    const api = `{ fails: () => { throw new Error('no'); }, later: async () => { throw new Error('nor'); } }`;
    const expression = `(async () => { const said = [];
      try { api.fails() } catch (error) { said.push(error.message) }
      try { await api.later() } catch (error) { said.push(error.message) }
      return said; })()`;
    expect(await inPage(exposing(api), expression)).toEqual(['no', 'nor']);
  });

  it('freezes what it gives, and gives it once', async () => {
    const twice = `${exposing('{ list: [1] }')} try { ${exposing('{}')} } catch { }`;
    expect(
      await inPage(twice, '[Object.isFrozen(api), Object.isFrozen(api.list), api.list.length]'),
    ).toEqual([true, true, 1]);
  });

  it('keeps the preload’s own world apart', async () => {
    const preload = `globalThis.secret = 1; ${exposing('{ seen: () => typeof page }')}`;
    expect(
      await inPage(preload, 'globalThis.page = 1; [typeof secret, typeof require, api.seen()]'),
    ).toEqual(['undefined', 'undefined', 'undefined']);
  });
});

describe('ipcRenderer', () => {
  const invoking =
    exposing(`{ ask: (...args) => require('electron').ipcRenderer.invoke('probe', ...args),
    odd: async () => { try { await require('electron').ipcRenderer.invoke('probe', () => {}) } catch (error) { return error.message } } }`);

  it('clones what is asked and answered', async () => {
    await desktop.evaluate(({ ipcMain }) => {
      ipcMain.removeHandler('probe');
      ipcMain.handle('probe', (event, value: unknown) => ({
        value,
        isMap: value instanceof Map,
        isTop: event.senderFrame?.parent === null,
        url: event.senderFrame?.url,
      }));
    }, null);
    const asked = `api.ask(new Map([['a', [undefined, 1n]]])).then((answer) => [
      answer.value.get('a')[1] === 1n, answer.isMap, answer.isTop, answer.url])`;
    expect(await inPage(invoking, asked)).toEqual([true, true, true, 'data:text/html,probe']);
  });

  it('refuses what can’t be cloned, in the preload', async () => {
    expect(await inPage(invoking, 'api.odd()')).toContain('could not be cloned');
  });

  it('says that nobody handles a channel, and carries an error’s message alone', async () => {
    await desktop.evaluate(({ ipcMain }) => ipcMain.removeHandler('probe'), null);
    expect(await inPage(invoking, 'api.ask().catch((error) => error.message)')).toBe(
      "Error invoking remote method 'probe': Error: No handler registered for 'probe'",
    );
    await desktop.evaluate(({ ipcMain }) => {
      ipcMain.handle('probe', () => {
        throw Object.assign(new TypeError('of main'), { code: 'LOST' });
      });
    }, null);
    expect(
      await inPage(invoking, 'api.ask().catch((error) => [error.message, error.code ?? null])'),
    ).toEqual(["Error invoking remote method 'probe': TypeError: of main", null]);
  });
});

describe('a utility process', () => {
  it('is spoken to by cloned messages, and ends when it is told to', async () => {
    const path = join(dir, 'helper.mjs');
    writeFileSync(
      path,
      `process.parentPort.on('message', ({ data }) => process.parentPort.postMessage({ echo: data, args: process.argv.slice(2) }));`,
    );
    const said = await desktop.evaluate(async ({ utilityProcess }, modulePath) => {
      const helper = utilityProcess.fork(modulePath, ['--one'], { env: {} });
      const answer = new Promise((resolve) => helper.once('message', resolve));
      helper.postMessage({ list: [1, 2] });
      const echo = await answer;
      const ended = new Promise((resolve) => helper.once('exit', () => resolve('ended')));
      helper.kill();
      return [echo, await ended];
    }, path);
    expect(said).toEqual([{ echo: { list: [1, 2] }, args: ['--one'] }, 'ended']);
  });
});

describe.skipIf(electronHere() !== null)('the stand-in', () => {
  it.each([
    ['app.relaunch', 'app.relaunch()'],
    ['autoUpdater.checkForUpdates', 'autoUpdater.checkForUpdates()'],
    ['BrowserWindow.setKiosk', 'BrowserWindow.getAllWindows()[0].setKiosk(true)'],
    ['webContents.print', 'BrowserWindow.getAllWindows()[0].webContents.print()'],
    ['session.webRequest', 'BrowserWindow.getAllWindows()[0].webContents.session.webRequest'],
    ["app.getPath('music')", 'app.getPath("music")'],
  ])('throws by name for %s, which it does not imitate', async (name, call) => {
    const said = await desktop.evaluate((electron, given) => {
      const { BrowserWindow } = electron;
      if (BrowserWindow.getAllWindows().length === 0) new BrowserWindow({ show: false });
      const { app, autoUpdater } = electron;
      try {
        new Function('app', 'autoUpdater', 'BrowserWindow', `return ${given}`)(
          app,
          autoUpdater,
          BrowserWindow,
        );
        return 'nothing was thrown';
      } catch (error) {
        return String(error);
      }
    }, call);
    expect(said).toBe(`Error: The stand-in for Electron does not imitate ${name}`);
  });

  it('has Electron’s own signatures in every member', () => {
    // The compiler holds them to it; what stands beside a name is the stand-in's own.
    const fits = {
      app: true satisfies Fits<typeof StandIn.app, Electron.App>,
      window: true satisfies Fits<StandIn.BrowserWindow, Electron.BrowserWindow>,
      windows: true satisfies Fits<
        typeof StandIn.BrowserWindow,
        typeof Electron.BrowserWindow,
        'prototype' | 'whenOneIsClosed'
      >,
      contents: true satisfies Fits<WebContents, Electron.WebContents, 'talk' | 'end'>,
      frame: true satisfies Fits<WebFrameMain, Electron.WebFrameMain>,
      session: true satisfies Fits<Session, Electron.Session, 'applyPermissions'>,
      ipcMain: true satisfies Fits<typeof StandIn.ipcMain, Electron.IpcMain, 'invoked'>,
      menu: true satisfies Fits<StandIn.Menu, Electron.Menu>,
      menus: true satisfies Fits<typeof StandIn.Menu, typeof Electron.Menu, 'prototype'>,
      menuItem: true satisfies Fits<StandIn.MenuItem, Electron.MenuItem>,
      tray: true satisfies Fits<StandIn.Tray, Electron.Tray>,
      nativeTheme: true satisfies Fits<typeof StandIn.nativeTheme, Electron.NativeTheme>,
      protocol: true satisfies Fits<
        typeof StandIn.protocol,
        Electron.Protocol,
        'inChromium' | 'inMain' | 'answer'
      >,
      clipboard: true satisfies Fits<typeof StandIn.clipboard, Electron.Clipboard>,
      shell: true satisfies Fits<typeof StandIn.shell, Electron.Shell>,
      dialog: true satisfies Fits<typeof StandIn.dialog, Electron.Dialog>,
      safeStorage: true satisfies Fits<typeof StandIn.safeStorage, Electron.SafeStorage>,
      screen: true satisfies Fits<typeof StandIn.screen, Electron.Screen>,
      powerMonitor: true satisfies Fits<typeof StandIn.powerMonitor, Electron.PowerMonitor>,
      powerSaveBlocker: true satisfies Fits<
        typeof StandIn.powerSaveBlocker,
        Electron.PowerSaveBlocker
      >,
      notification: true satisfies Fits<StandIn.Notification, Electron.Notification>,
      helper: true satisfies Fits<UtilityProcess, Electron.UtilityProcess>,
      helpers: true satisfies Fits<typeof StandIn.utilityProcess, typeof Electron.utilityProcess>,
    };
    const misfit: Fits<{ quit(code: string): void }, Electron.App> = 'quit';
    const unknown: Fits<{ quitNow(): void }, Electron.App> = 'quitNow';
    expect([...Object.values(fits), misfit, unknown]).toContain(true);
  });
});
