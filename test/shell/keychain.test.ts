import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openKeychain } from '../../main/electron/keychain.ts';
import { makeDataFolder as makeStoreFolder } from '../../main/store/make-data-folder.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { SafeStorageDouble } from './support/electron-double.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

const PASSWORD = 'correct horse battery';
const CREDENTIALS = { user: 'mixpanel', password: PASSWORD };
const REFUSED = { code: 'PASSWORD_NOT_KEPT' };

async function makeBox(platform: NodeJS.Platform = 'linux') {
  const dir = await makeDataFolder();
  makeStoreFolder(dir);
  const path = join(dir, 'keychain.json');
  const safeStorage = new SafeStorageDouble();
  const open = (environment: Record<string, string> = {}) =>
    openKeychain({ safeStorage, platform, path, environment });
  return { open, path, safeStorage };
}

describe('the keychain', () => {
  it('asks for no password until one is set', async () => {
    const { open } = await makeBox();
    const keychain = await open();
    expect(keychain.hookCredentials()).toBeNull();
    expect(keychain.isPasswordLost()).toBe(false);
    expect(keychain.passwordObstacle()).toBeNull();
  });

  it('keeps a password sealed, for its owner alone, across starts', async () => {
    const { open, path } = await makeBox();
    const keychain = await open();
    await keychain.keepHookCredentials(CREDENTIALS);
    expect(keychain.hookCredentials()).toEqual(CREDENTIALS);
    expect((await open()).hookCredentials()).toEqual(CREDENTIALS);
    expect(readFileSync(path, 'utf8')).not.toContain(PASSWORD);
    expect(readFileSync(path, 'utf8')).not.toContain(Buffer.from(PASSWORD).toString('base64'));
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('forgets it', async () => {
    const { open } = await makeBox();
    const keychain = await open();
    await keychain.keepHookCredentials(CREDENTIALS);
    await keychain.keepHookCredentials(null);
    expect(keychain.hookCredentials()).toBeNull();
    expect((await open()).hookCredentials()).toBeNull();
  });

  it.each([
    ['unavailable', { isAvailable: false }, 'win32'],
    ['basic', { backend: 'basic_text' }, 'linux'],
  ] as const)('writes nothing where it is %s, and says so', async (trouble, state, platform) => {
    const { open, path, safeStorage } = await makeBox(platform);
    Object.assign(safeStorage, state);
    const keychain = await open();
    expect(keychain.passwordObstacle()).toBe(trouble);
    await expect(keychain.keepHookCredentials(CREDENTIALS)).rejects.toMatchObject(REFUSED);
    expect(keychain.hookCredentials()).toBeNull();
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });

  it('asks for backends on Linux only', async () => {
    const { open, safeStorage } = await makeBox('darwin');
    safeStorage.backend = 'basic_text';
    expect((await open()).passwordObstacle()).toBeNull();
  });

  it('refuses everybody rather than nobody when it can’t open what it kept', async () => {
    const { open, safeStorage } = await makeBox();
    await (await open()).keepHookCredentials(CREDENTIALS);
    safeStorage.isLocked = true;
    const keychain = await open();
    expect(keychain.isPasswordLost()).toBe(true);
    expect(keychain.hookCredentials()?.password).toMatch(/^[\w-]{40,}$/);
    expect(keychain.hookCredentials()?.password).not.toBe(
      (await open()).hookCredentials()?.password,
    );
  });

  it('lets a password that is lost be set anew', async () => {
    const { open, safeStorage } = await makeBox();
    await (await open()).keepHookCredentials(CREDENTIALS);
    safeStorage.isLocked = true;
    const keychain = await open();
    safeStorage.isLocked = false;
    await keychain.keepHookCredentials(CREDENTIALS);
    expect(keychain.isPasswordLost()).toBe(false);
    expect((await open()).hookCredentials()).toEqual(CREDENTIALS);
  });

  it('refuses everybody when its file is damaged', async () => {
    const { open, path } = await makeBox();
    await (await open()).keepHookCredentials(CREDENTIALS);
    writeFileSync(path, '{"password": 1');
    const keychain = await open();
    expect(keychain.isPasswordLost()).toBe(true);
    expect(keychain.hookCredentials()).not.toBeNull();
  });

  it('lets a password given with the start count', async () => {
    const { open } = await makeBox();
    await (await open()).keepHookCredentials(CREDENTIALS);
    const keychain = await open({
      ROLLCALL_HOOK_USER: 'mixpanel',
      ROLLCALL_HOOK_PASSWORD: 'given',
    });
    expect(keychain.hookCredentials()).toEqual({ user: 'mixpanel', password: 'given' });
    expect(keychain.passwordObstacle()).toBe('environment');
    await expect(keychain.keepHookCredentials(CREDENTIALS)).rejects.toMatchObject(REFUSED);
    await expect(keychain.keepHookCredentials(null)).rejects.toMatchObject(REFUSED);
  });
});

describe('the authtoken of ngrok', () => {
  const TOKEN = '2abcDEFghiJKL_mnoPQR';

  it('is kept sealed across starts, and forgotten on demand', async () => {
    const { open, path } = await makeBox();
    const keychain = await open();
    expect(keychain.ngrokAuthtoken()).toBeNull();
    expect(await keychain.keepNgrokAuthtoken(TOKEN)).toBe(true);
    await keychain.keepHookCredentials(CREDENTIALS);
    expect((await open()).ngrokAuthtoken()).toBe(TOKEN);
    expect(readFileSync(path, 'utf8')).not.toContain(TOKEN);
    expect(await (await open()).keepNgrokAuthtoken(null)).toBe(true);
    expect((await open()).ngrokAuthtoken()).toBeNull();
    expect((await open()).hookCredentials()?.password).toBe(PASSWORD);
  });

  it('is good for this run only where nothing can be sealed, and is written nowhere', async () => {
    const { open, path, safeStorage } = await makeBox();
    safeStorage.backend = 'basic_text';
    const keychain = await open();
    expect(await keychain.keepNgrokAuthtoken(TOKEN)).toBe(false);
    expect(keychain.ngrokAuthtoken()).toBe(TOKEN);
    expect((await open()).ngrokAuthtoken()).toBeNull();
    expect(readFileSync(path, 'utf8')).not.toContain(TOKEN);
  });

  it('is asked for again when it can’t be opened', async () => {
    const { open, safeStorage } = await makeBox();
    await (await open()).keepNgrokAuthtoken(TOKEN);
    safeStorage.isLocked = true;
    expect((await open()).ngrokAuthtoken()).toBeNull();
  });

  it('given with the start counts before the kept one', async () => {
    const { open } = await makeBox();
    await (await open()).keepNgrokAuthtoken(TOKEN);
    expect((await open({ NGROK_AUTHTOKEN: 'given' })).ngrokAuthtoken()).toBe('given');
  });
});
