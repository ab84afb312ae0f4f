import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished } from 'vitest';
import { createLogger } from '../../main/log.ts';
import { PROBE_HEADER } from '../../main/receiver/probe-header.ts';
import type { Document } from '../../main/settings/document.ts';
import { environmentSecrets } from '../../main/settings/secret-box.ts';
import {
  openTunnelReport,
  openTunnelSettings,
  readTunnelReport,
  type TunnelSettings,
} from '../../main/settings/tunnel.ts';
import { Probes } from '../../main/tunnel/probes.ts';
import { createTunnel } from '../../main/tunnel/tunnel.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { helperClass } from './support/helper-double.ts';
import { startSite } from './support/site.ts';
import { test } from './support/with-tunnel.ts';

afterAll(removeDataFolders);

describe('a tunnel that is set up anew', () => {
  test('asks for what is wanted now, whatever its last session still tells', async ({
    dataDir,
  }) => {
    const { tunnel, made } = await onlineAt('https://old.example.com', dataDir, async () => {
      const { provenAtMs: beforeMs } = tunnel.view();
      tunnel.tryNow();
      // What was on its way through the address of before has come, or nobody waits for it any more.
      await until('it is settled', () => {
        const { state, provenAtMs } = tunnel.view();
        return state === 'off' || provenAtMs !== beforeMs;
      });
    });
    await tunnel.configure({ domain: null });
    expect(tunnel.view().domain).toBeNull();
    const fresh = await until('it opens another session', () => made[1] ?? null);
    fresh.report({ kind: 'ready' });
    expect(fresh.posted).toMatchObject([{ kind: 'open', domain: null }]);
    fresh.report({ kind: 'online', url: 'https://new.example.com' });
    await until('the new one is kept', () => tunnel.view().domain === 'new.example.com');
  });

  test('stays open when what is new can’t be written', async ({ dataDir }) => {
    const full = new Error('ENOSPC');
    const { tunnel, made } = await onlineAt('https://old.example.com', dataDir, async () => {
      throw full;
    });
    await expect(tunnel.configure({ domain: null })).rejects.toBe(full);
    await until('it opens another session', () => made[1] ?? null);
  });

  test('is reported as off when there is none, though it was online when its Rollcall was killed', async ({
    open,
    dataDir,
  }) => {
    const path = join(dataDir, 'tunnel-state.json');
    const publicUrl = 'https://old.example.com';
    const before = { provider: 'ngrok', state: 'online', sinceMs: 1, publicUrl };
    await mkdir(dataDir);
    await writeFile(path, JSON.stringify(before));
    await open({});
    const reported = await until('it is reported', async () => {
      const report = await readTunnelReport(path);
      return report.state === 'online' ? null : report;
    });
    expect(reported).toMatchObject({ provider: 'none', state: 'off', publicUrl: null });
  });
});

/** A tunnel at ngrok's that is online, in front of something that knows a look; `meanwhile` happens while its settings are written. */
async function onlineAt(origin: string, dataDir: string, meanwhile: () => Promise<void>) {
  await mkdir(dataDir);
  const probes = new Probes();
  const site = await startSite((request, response) => {
    probes.arrived(String(request.headers[PROBE_HEADER]));
    response.end();
  });
  const place = { host: '127.0.0.1', port: Number(new URL(site.url).port) };
  const { made, start: startHelper } = helperClass();
  const settings = await openTunnelSettings(join(dataDir, 'tunnel.json'));
  await settings.update({ provider: 'ngrok', domain: new URL(origin).hostname });
  const tunnel = createTunnel({
    settings: slow(settings, meanwhile),
    report: await openTunnelReport(join(dataDir, 'tunnel-state.json')),
    secrets: environmentSecrets({ NGROK_AUTHTOKEN: 'a-token' }),
    probes,
    startHelper,
    place: { server: place, caPath: null, probe: place },
    hookToken: 'a-secret-of-this-hook',
    receiverPort: place.port,
    isPaused: () => false,
    onChange: () => {},
    log: createLogger(() => {}),
  });
  onTestFinished(() => tunnel.close());
  tunnel.start();
  const session = await until('it opens a session', () => made[0] ?? null);
  session.report({ kind: 'ready' });
  session.report({ kind: 'online', url: origin });
  await until('something came through', () => tunnel.view().provenAtMs !== null);
  return { tunnel, made };
}

function slow(
  document: Document<TunnelSettings>,
  meanwhile: () => Promise<void>,
): Document<TunnelSettings> {
  return {
    ...document,
    get value() {
      return document.value;
    },
    async update(change) {
      const written = document.update(change);
      if (change.domain === null) await meanwhile();
      await written;
    },
  };
}
