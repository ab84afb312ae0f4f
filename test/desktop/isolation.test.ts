import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeDataFolders } from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { Desktop, endApps, sayWhatItRunsOn } from './support/desktop.ts';

sayWhatItRunsOn();
const preload = join(
  fileURLToPath(new URL('../../', import.meta.url)),
  'dist/electron/preload.cjs',
);
const REFUSED = { ok: false, error: { code: 'UNREACHABLE', details: {} } };
let desktop: Desktop;
let page: Page;

beforeAll(async () => {
  desktop = await Desktop.start();
  page = await desktop.page();
  await page.getByRole('heading', { level: 1 }).waitFor();
});
afterAll(async () => {
  await endApps();
  await removeDataFolders();
});

describe('the page', () => {
  it('has two functions of the shell, and nothing of Electron or Node', async () => {
    expect(await page.evaluate('Object.keys(rollcall).sort()')).toEqual(['request', 'subscribe']);
    expect(
      await page.evaluate('[typeof require, typeof process, typeof module, typeof electron]'),
    ).toEqual(['undefined', 'undefined', 'undefined', 'undefined']);
  });

  it('can’t replace what the shell gave it', async () => {
    await page.evaluate('try { rollcall.request = null; rollcall = null; } catch {}');
    expect(await page.evaluate('typeof rollcall.request')).toBe('function');
  });

  it('gets an answer, and a refusal for what is no request', async () => {
    const answer = await page.evaluate('rollcall.request("app.snapshot", {})');
    expect(answer).toMatchObject({ ok: true, value: { dataDir: desktop.dataDir } });
    expect(await page.evaluate('rollcall.request("app.changed", {})')).toMatchObject({
      ok: false,
      error: { code: 'REQUEST_UNKNOWN' },
    });
  });

  it.each([
    ['a script written into it', 'script-src-elem', 'script', 'textContent', 'var broken = 1'],
    ['a script from elsewhere', 'script-src-elem', 'script', 'src', 'https://example.com/a.js'],
    ['an image from elsewhere', 'img-src', 'img', 'src', 'https://example.com/a.png'],
    ['a frame', 'frame-src', 'iframe', 'src', 'https://example.com/'],
    ['a style written into it', 'style-src-elem', 'style', 'textContent', 'body { color: red }'],
  ])('is refused %s', async (_what, directive, tag, property, value) => {
    const violated = page.evaluate(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
      const made = Object.assign(document.createElement('${tag}'), { ${property}: ${JSON.stringify(value)} });
      document.body.append(made);
      setTimeout(() => resolve('nothing'), 5000);
    })`);
    expect(await violated).toBe(directive);
  });

  it('sends nothing anywhere', async () => {
    const violated = page.evaluate(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
      fetch('https://example.com/').catch(() => {});
      setTimeout(() => resolve('nothing'), 5000);
    })`);
    expect(await violated).toBe('connect-src');
  });

  it('has no permission but to write to the clipboard', async () => {
    const state = (name: string) =>
      page.evaluate(`navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`);
    expect(await state('geolocation')).toBe('denied');
    expect(await state('notifications')).toBe('denied');
    expect(await state('clipboard-read')).toBe('denied');
    expect(await state('clipboard-write')).toBe('granted');
  });
});

describe('the window', () => {
  it('stays with its page, and opens an allowed site in the browser', async () => {
    const before = page.url();
    await page.evaluate('void (location.href = "https://docs.mixpanel.com/")');
    await until(
      'the browser is asked',
      async () => (await desktop.main(() => seen.links)).length > 0,
    );
    await page.evaluate('void (location.href = "https://example.com/")');
    await page.evaluate('void window.open("https://mixpanel.com/report", "_blank")');
    await until(
      'the browser is asked',
      async () => (await desktop.main(() => seen.links)).length > 1,
    );
    expect(await desktop.main(() => seen.links)).toEqual([
      'https://docs.mixpanel.com/',
      'https://mixpanel.com/report',
    ]);
    expect(page.url()).toBe(before);
    const windows = await desktop.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
      null,
    );
    expect(windows).toBe(1);
  });
});

describe('main', () => {
  it('answers no other window, though it has the same page and preload', async () => {
    const answer = await desktop.evaluate(async ({ BrowserWindow }, path) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload: path } });
      await other.loadURL('app://rollcall/index.html');
      const told: unknown = await other.webContents.executeJavaScript(
        'rollcall.request("app.snapshot", {})',
      );
      other.destroy();
      return told;
    }, preload);
    expect(answer).toEqual(REFUSED);
  });

  it('answers no other page, though it is in our window', async () => {
    const answer = await desktop.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      await window?.loadURL('data:text/html,somebody else');
      const told: unknown = await window?.webContents.executeJavaScript(
        'rollcall.request("app.snapshot", {})',
      );
      await window?.loadURL('app://rollcall/index.html');
      return told;
    }, null);
    expect(answer).toEqual(REFUSED);
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
});
