import { connect as connectTcp } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { createLoopbackTransport } from '../../main/api/loopback-transport.ts';
import { createRollcall } from '../../main/create-rollcall.ts';
import { createLogger } from '../../main/log.ts';
import { environmentSecrets } from '../../main/settings/secret-box.ts';
import { SLICE_NAMES, stateSchema } from '../../shared/api/state-model.ts';
import { EVENTS_PATH } from '../../shared/api/transport.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { makePage } from './support/page-dir.ts';
import { loopback } from './support/transports.ts';

afterAll(removeDataFolders);

const log = createLogger(() => {});

/** A page that says who it is and then reads nothing any more. */
async function connectDeaf(
  port: number,
  key: string,
): Promise<{ readonly isClosed: () => boolean }> {
  const host = `127.0.0.1:${port}`;
  const socket = connectTcp(port, '127.0.0.1');
  let isClosed = false;
  socket
    .on('error', () => {})
    .on('close', () => {
      isClosed = true;
    });
  socket.write(
    `GET ${EVENTS_PATH} HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nConnection: Upgrade\r\n` +
      'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write(maskedText(JSON.stringify({ key })));
  socket.pause();
  return { isClosed: () => isClosed };
}

/** A frame as RFC 6455 has a client send it, under a mask of zeros. */
function maskedText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

it('lets go of a page that does not keep up, and the others hear everything', async () => {
  const listeners = new Set<(payload: unknown) => void>();
  const api = {
    request: async () => ({ ok: true as const, value: 'state' }),
    subscribe(name: string, listener: (payload: unknown) => void) {
      if (name === 'app.changed') listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    takeDownload: () => null,
    receiveUpload: async () => null,
  };
  const key = 'k'.repeat(43);
  const transport = createLoopbackTransport({
    api,
    rendererDir: await makePage(),
    key: () => key,
    log,
  });
  const { port } = await transport.listen(0);
  try {
    const heard: unknown[] = [];
    const quick = await loopback(`http://127.0.0.1:${port}/#${key}`);
    quick.subscribe('app.changed', (payload) => heard.push(payload));
    await connectDeaf(port, key);
    await until('both listen', () => listeners.size === 2);
    const payload = 'x'.repeat(200_000);
    let sent = 0;
    await until('the deaf one is let go', async () => {
      for (const listener of listeners) listener(payload);
      sent += 1;
      // The quick one is given its turn to read.
      await until('the quick one has heard it', () => heard.length === sent);
      return listeners.size === 1;
    });
    expect(heard).toHaveLength(sent);
    quick.close();
  } finally {
    await transport.close();
  }
});

it('comes back after a restart on the same port, with the same key and a higher revision', async () => {
  const dir = await makeDataFolder();
  const options = {
    dir,
    screens: { rendererDir: await makePage() },
    secrets: environmentSecrets({}),
    locale: 'en',
    formatLocale: 'en',
    log,
  };
  const revisionsOf = async (url: string | null): Promise<number[]> => {
    const page = await loopback(url ?? '');
    const answer = await page.request('app.state', {});
    page.close();
    const state = stateSchema.parse(answer.ok ? answer.value : null);
    return SLICE_NAMES.map((name) => state[name]?.revision ?? 0);
  };
  const first = await createRollcall(options);
  const url = first.uiUrl;
  const before = await revisionsOf(url);
  await first.close();
  const second = await createRollcall(options);
  expect(second.uiUrl).toBe(url);
  expect(Math.min(...(await revisionsOf(url)))).toBeGreaterThan(Math.max(...before));
  await second.close();
});
