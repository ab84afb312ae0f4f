import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createLogger } from '../../../main/log.ts';
import { PROBE_HEADER } from '../../../main/receiver/probe-header.ts';
import type { Document } from '../../../main/settings/document.ts';
import { environmentSecrets } from '../../../main/settings/secret-box.ts';
import {
  openTunnelReport,
  openTunnelSettings,
  type TunnelSettings,
} from '../../../main/settings/tunnel.ts';
import { Probes } from '../../../main/tunnel/probes.ts';
import { createTunnel } from '../../../main/tunnel/tunnel.ts';
import { until } from '../../support/until.ts';
import { helperClass } from './helper-double.ts';
import { startSite } from './site.ts';

/** A tunnel at ngrok's that is online, in front of something that knows a look; `meanwhile` happens while its settings are written. */
export async function onlineAt(
  origin: string,
  dataDir: string,
  meanwhile: () => Promise<void> = async () => {},
) {
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
  const secrets = environmentSecrets({ NGROK_AUTHTOKEN: 'a-token' });
  const tunnel = createTunnel({
    settings: slow(settings, meanwhile),
    report: await openTunnelReport(join(dataDir, 'tunnel-state.json')),
    secrets,
    probes,
    startHelper,
    place: { server: place, caPath: null, probe: place },
    hookToken: 'a-secret-of-this-hook',
    receiverPort: place.port,
    isPublic: () => true,
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
  return { tunnel, made, tokens: () => secrets.ngrokAuthtoken() };
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
