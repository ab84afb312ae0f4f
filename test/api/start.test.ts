import { chmod, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { endAll, spawnRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { ask } from './support/raw.ts';
import { loopback } from './support/transports.ts';

afterEach(endAll);
afterAll(removeDataFolders);

const entry = fileURLToPath(new URL('../../dist/main/start.js', import.meta.url));
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}/;

describe('the start in a browser', () => {
  it('prints the address of the screens, under which they are, and opens them where there is a display', async () => {
    const dataDir = await makeDataFolder();
    const opened = `${dataDir}-opened`;
    const binDir = dirname(dataDir);
    await writeFile(join(binDir, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > "${opened}"\n`);
    await chmod(join(binDir, 'xdg-open'), 0o755);
    const environment = { DISPLAY: ':99', PATH: `${binDir}:${process.env.PATH}` };
    const args = ['--data-dir', dataDir];
    const running = spawnRollcall(args, { entry, environment });
    const [address = ''] = await until('the address is printed', () =>
      ADDRESS.exec(running.stdout()),
    );
    const openedAt = new URL(
      await until('it is opened', () => readFile(opened, 'utf8').catch(() => null)),
    );
    // Every user of the computer sees what a program was started with: the key is not in it, and it leads there once.
    expect(openedAt.href).not.toContain(new URL(address).hash.slice(1));
    const visit = { path: openedAt.pathname, headers: { host: openedAt.host } };
    const { status, headers } = await ask(address, visit);
    expect([status, headers.location]).toEqual([302, `/${new URL(address).hash}`]);
    expect((await ask(address, visit)).status).toBe(404);
    const page = await ask(address, { path: '/', headers: { host: new URL(address).host } });
    expect(page.body).toMatch(/<script type="module"/);
    const screen = await loopback(address);
    expect(await screen.request('app.snapshot', {})).toMatchObject({ ok: true });
    screen.close();
    running.child.kill('SIGTERM');
    expect((await running.finished).code).toBe(0);
  });

  it('only prints it where nobody can look, or where it was asked to', async () => {
    const dataDir = await makeDataFolder();
    const opened = `${dataDir}-opened`;
    const binDir = dirname(dataDir);
    await writeFile(join(binDir, 'xdg-open'), `#!/bin/sh\ntouch "${opened}"\n`);
    await chmod(join(binDir, 'xdg-open'), 0o755);
    const path = { PATH: `${binDir}:${process.env.PATH}` };
    for (const environment of [
      { ...path, DISPLAY: '', WAYLAND_DISPLAY: '' },
      { ...path, DISPLAY: ':99', ROLLCALL_NO_OPEN: '1' },
    ]) {
      const running = spawnRollcall(['--data-dir', dataDir], { entry, environment });
      await until('the address is printed', () => ADDRESS.exec(running.stdout()));
      running.child.kill('SIGTERM');
      await running.finished;
      await expect(readFile(opened)).rejects.toThrow();
    }
  });
});

it('serve takes a port for the screens by name and keeps key and port for later starts', async () => {
  const dataDir = await makeDataFolder();
  const first = await startRollcall(dataDir);
  await first.stop();
  const second = await startRollcall(dataDir, ['--ui-port', '0']);
  expect(second.ready.uiUrl).toBe(first.ready.uiUrl);
  const otherDir = await makeDataFolder();
  const { port } = new URL(second.ready.uiUrl);
  const third = spawnRollcall(['serve', '--data-dir', otherDir, '--ui-port', port]);
  const { code, stderr } = await third.finished;
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`Port ${port} is in use`));
  expect(second.stderr()).not.toContain(new URL(second.ready.uiUrl).hash.slice(1));
});
