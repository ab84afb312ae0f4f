import { describe, expect, it } from 'vitest';
import { guardContents } from '../../main/electron/guard-contents.ts';
import { ContentsDouble, Occurrence, ShellDouble } from './support/electron-double.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();

function guarded() {
  const contents = new ContentsDouble();
  const shell = new ShellDouble();
  guardContents(contents, shell);
  return { contents, shell };
}

describe('the window stays with its page', () => {
  it.each([
    'https://example.com/',
    'http://127.0.0.1:4711/',
    'file:///etc/passwd',
    'app://elsewhere/index.html',
    'app://rollcall/other.html',
    'app://someone@rollcall/index.html',
    'javascript:alert(1)',
    'data:text/html,hello',
    'not an address',
  ])('goes not to %s', (url) => {
    const { contents, shell } = guarded();
    const leaving = new Occurrence(url);
    contents.emit('will-frame-navigate', leaving);
    expect(leaving.isPrevented).toBe(true);
    expect(shell.openedLinks).toEqual([]);
  });

  it('moves within itself', () => {
    const { contents } = guarded();
    const moving = new Occurrence('app://rollcall/index.html?at=settings');
    contents.emit('will-frame-navigate', moving);
    expect(moving.isPrevented).toBe(false);
  });

  it.each(['will-redirect', 'will-attach-webview'])('refuses %s', (name) => {
    const { contents } = guarded();
    const event = new Occurrence('app://rollcall/index.html');
    contents.emit(name, event);
    expect(event.isPrevented).toBe(true);
  });

  it('opens no window, of itself neither', () => {
    const { contents, shell } = guarded();
    expect(contents.openWindow('app://rollcall/index.html')).toBe('deny');
    expect(shell.openedLinks).toEqual([]);
  });
});

describe('a link outside', () => {
  it.each([
    'https://docs.mixpanel.com/docs/cohort-sync/webhooks',
    'https://dashboard.ngrok.com/get-started/your-authtoken',
  ])('opens in the browser: %s', (url) => {
    const { contents, shell } = guarded();
    expect(contents.openWindow(url)).toBe('deny');
    const leaving = new Occurrence(url);
    contents.emit('will-frame-navigate', leaving);
    expect(leaving.isPrevented).toBe(true);
    expect(shell.openedLinks).toEqual([url, url]);
  });

  it.each([
    'http://mixpanel.com/',
    'https://mixpanel.com.example.com/',
    'https://mixpanel.com:8443/',
    'https://mixpanel.com@example.com/',
    'https://person:word@mixpanel.com/',
    'mailto:person@mixpanel.com',
  ])('opens not: %s', (url) => {
    const { contents, shell } = guarded();
    contents.openWindow(url);
    expect(shell.openedLinks).toEqual([]);
  });
});

describe('permissions', () => {
  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'fileSystem',
    'openExternal',
  ])('are denied: %s', (permission) => {
    const { session } = guarded().contents;
    const answers: boolean[] = [];
    session.requestHandler?.(null, permission, (isGranted) => answers.push(isGranted));
    expect(answers).toEqual([false]);
    expect(session.checkHandler?.(null, permission)).toBe(false);
  });

  it('let the page put text on the clipboard', () => {
    const { session } = guarded().contents;
    expect(session.checkHandler?.(null, 'clipboard-sanitized-write')).toBe(true);
  });

  it('give no device and no picture of the screen', () => {
    const { session } = guarded().contents;
    expect(session.deviceHandler?.()).toBe(false);
    expect(session.displayMediaHandler).toBeNull();
  });
});
