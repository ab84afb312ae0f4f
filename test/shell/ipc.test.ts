import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createBridge } from '../../main/electron/bridge.ts';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from '../../main/electron/channels.ts';
import { serveIpc } from '../../main/electron/ipc-transport.ts';
import { contract } from '../../shared/api/contract.ts';
import type { ApiResult, Transport } from '../../shared/api/transport.ts';
import { ContentsDouble } from './support/electron-double.ts';
import { IpcMainDouble } from './support/ipc-double.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();

const PAGE_URL = 'app://rollcall/index.html';

class ApiDouble extends EventEmitter implements Transport {
  readonly asked: unknown[][] = [];
  async request(...question: [string, unknown]): Promise<ApiResult> {
    this.asked.push(question);
    return { ok: true, value: 'answer' };
  }
  subscribe(name: string, listener: (payload: unknown) => void): () => void {
    this.on(name, listener);
    return () => this.off(name, listener);
  }
}

/** Both halves, joined as Electron joins them. */
function connect() {
  const contents = new ContentsDouble();
  const ipcMain = new IpcMainDouble();
  const api = new ApiDouble();
  let current: ContentsDouble | null = contents;
  const stop = serveIpc({ ipcMain, contents: () => current, api });
  const page = new EventEmitter();
  const invoked: string[] = [];
  const bridge = createBridge({
    invoke: async (channel, ...args) => {
      invoked.push(channel);
      return await ipcMain.invoke(ourPage(contents), channel, ...args);
    },
    on: (channel, listener) => page.on(channel, listener),
  });
  return {
    contents,
    ipcMain,
    api,
    bridge,
    invoked,
    page,
    stop,
    closeWindow: () => {
      current = null;
    },
  };
}

function ourPage(contents: ContentsDouble) {
  return { sender: contents, senderFrame: { parent: null, url: PAGE_URL } };
}

describe('a request', () => {
  it('travels from the page to the core and back', async () => {
    const { bridge, api } = connect();
    expect(await bridge.request('syncs.list', { cohort: 1 })).toEqual({
      ok: true,
      value: 'answer',
    });
    expect(api.asked).toEqual([['syncs.list', { cohort: 1 }]]);
  });

  it.each(['app.changed', 'constructor', 'toString', '__proto__', 'fs.readFile', ''])(
    'named "%s" never leaves the page',
    async (name) => {
      const { bridge, invoked } = connect();
      expect(await bridge.request(name, {})).toMatchObject({
        ok: false,
        error: { code: 'REQUEST_UNKNOWN' },
      });
      expect(invoked).toEqual([]);
    },
  );

  it('has every name of the contract', async () => {
    const { bridge, api } = connect();
    const names = Object.entries(contract).filter(([, { kind }]) => kind === 'request');
    for (const [name] of names) await bridge.request(name, {});
    expect(api.asked.map(([name]) => name)).toEqual(names.map(([name]) => name));
  });

  it('that main no longer answers is unreachable, not an exception', async () => {
    const { bridge, stop } = connect();
    stop();
    expect(await bridge.request('app.snapshot', {})).toMatchObject({
      error: { code: 'UNREACHABLE' },
    });
  });

  it('without a name is refused by main, too', async () => {
    const { ipcMain, contents, api } = connect();
    const answer = await ipcMain.invoke(ourPage(contents), REQUEST_CHANNEL, { name: 1 });
    expect(answer).toMatchObject({ ok: false });
    expect(api.asked).toEqual([]);
  });
});

describe('main answers nobody else', () => {
  const url = PAGE_URL;
  it.each([
    [
      'another window',
      () => ({ sender: new ContentsDouble(), senderFrame: { parent: null, url } }),
    ],
    [
      'a frame inside the page',
      (contents: ContentsDouble) => ({ sender: contents, senderFrame: { parent: {}, url } }),
    ],
    [
      'a page from elsewhere',
      (contents: ContentsDouble) => ({
        sender: contents,
        senderFrame: { parent: null, url: 'https://example.com/index.html' },
      }),
    ],
    [
      'a frame that is gone',
      (contents: ContentsDouble) => ({ sender: contents, senderFrame: null }),
    ],
  ])('%s', async (_who, event) => {
    const { ipcMain, contents, api } = connect();
    const answer = ipcMain.invoke(event(contents), REQUEST_CHANNEL, 'app.snapshot', {});
    await expect(answer).rejects.toThrow('Refused');
    expect(api.asked).toEqual([]);
  });

  it('and nobody at all without a window', async () => {
    const { ipcMain, contents, closeWindow } = connect();
    closeWindow();
    const answer = ipcMain.invoke(ourPage(contents), REQUEST_CHANNEL, 'app.snapshot', {});
    await expect(answer).rejects.toThrow('Refused');
  });
});

describe('an event', () => {
  it('goes to our window', () => {
    const { api, contents } = connect();
    api.emit('app.changed', { revision: 2 });
    expect(contents.sent).toEqual([[EVENT_CHANNEL, 'app.changed', { revision: 2 }]]);
  });

  it('is not sent to a window that is gone', () => {
    const { api, contents, closeWindow } = connect();
    contents.isGone = true;
    api.emit('app.changed', {});
    closeWindow();
    api.emit('app.changed', {});
    expect(contents.sent).toEqual([]);
  });

  it('reaches who subscribed to its name, until they end it, and without Electron’s own event', () => {
    const { bridge, page } = connect();
    const heard: unknown[][] = [];
    const listener = (...args: unknown[]) => heard.push(args);
    const end = bridge.subscribe('app.changed', listener);
    const endSecond = bridge.subscribe('app.changed', listener);
    page.emit(EVENT_CHANNEL, { sender: 'electron' }, 'app.changed', 1);
    page.emit(EVENT_CHANNEL, { sender: 'electron' }, 'export.changed', 2);
    end();
    page.emit(EVENT_CHANNEL, { sender: 'electron' }, 'app.changed', 3);
    endSecond();
    page.emit(EVENT_CHANNEL, { sender: 'electron' }, 'app.changed', 4);
    expect(heard).toEqual([[1], [1], [3]]);
  });

  it('of no such name can’t be subscribed to', () => {
    const { bridge } = connect();
    expect(() => bridge.subscribe('app.snapshot', () => {})).toThrow(TypeError);
  });

  it('ends when the transport stops', () => {
    const { api, contents, ipcMain, stop } = connect();
    stop();
    api.emit('app.changed', {});
    expect(contents.sent).toEqual([]);
    expect(ipcMain.handlers.size).toBe(0);
  });
});
