import { describe, expect, it } from 'vitest';
import { createLoginItem } from '../../main/electron/login-item.ts';
import { AppDouble } from './support/electron-double.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();

describe('opening at login', () => {
  it.each(['darwin', 'win32'] as const)('is off until it is turned on, on %s', (platform) => {
    const app = new AppDouble();
    const item = createLoginItem({ app, platform, args: [] });
    expect(item.isOn()).toBe(false);
    expect(app.loginItems).toEqual([]);
    item.set(true);
    expect(item.isOn()).toBe(true);
    item.set(false);
    expect(item.isOn()).toBe(false);
  });

  it('starts hidden on Windows, by the entry’s own arguments', () => {
    const app = new AppDouble();
    const item = createLoginItem({ app, platform: 'win32', args: [] });
    item.set(true);
    item.isOn();
    expect(app.loginItems).toEqual([{ openAtLogin: true, args: ['--hidden'] }]);
    expect(app.asked).toEqual([{ args: ['--hidden'] }]);
  });

  it.each([
    ['on Linux', 'linux', true],
    ['from a checkout', 'darwin', false],
  ] as const)('can’t be had %s', (_where, platform, isPackaged) => {
    const app = new AppDouble();
    app.isPackaged = isPackaged;
    const item = createLoginItem({ app, platform, args: [] });
    item.set(true);
    expect(item.isOn()).toBeNull();
    expect(app.loginItems).toEqual([]);
  });

  it('is told from the person’s own start', () => {
    const app = new AppDouble();
    const opened = (platform: NodeJS.Platform, args: string[] = []) =>
      createLoginItem({ app, platform, args }).wasOpenedAtLogin();
    expect(opened('win32')).toBe(false);
    expect(opened('win32', ['--hidden'])).toBe(true);
    expect(opened('darwin')).toBe(false);
    app.wasOpenedAtLogin = true;
    expect(opened('darwin')).toBe(true);
  });
});
