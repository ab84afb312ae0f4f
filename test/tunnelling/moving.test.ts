import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { isPublic } from '../../main/rhythm/guard-addresses.ts';
import { readPublicUrl } from '../../main/tunnel/addresses.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { onlineAt } from './support/ngrok-double.ts';
import { startOwnTunnel } from './support/own-tunnel.ts';
import { test, untilTunnel } from './support/with-tunnel.ts';

afterAll(removeDataFolders);

const portOf = (url: string): number => Number(new URL(url).port);
const PAGE = { action: 'members', session: 's', members: ['ann'] } as const;

describe('an address that works', () => {
  test('stays, and takes deliveries, when another one does not answer', async ({ open, own }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    own.target = portOf(rollcall.hookUrl);
    const { publicHookUrl } = await untilTunnel(rollcall, 'online');
    const other = await startOwnTunnel();
    await expect(rollcall.tunnel.configure({ publicUrl: other.url })).rejects.toMatchObject({
      code: 'TUNNEL_LEADS_ELSEWHERE',
    });
    expect(rollcall.tunnel.view()).toMatchObject({
      state: 'online',
      publicUrl: own.url,
      publicHookUrl,
    });
    expect((await sendPage(publicHookUrl ?? '', PAGE)).status).toBe(200);
    await other.close();
  });

  test('is left as soon as another one answered', async ({ open, own }) => {
    const rollcall = await open({ choice: { provider: 'manual', publicUrl: own.url } });
    own.target = portOf(rollcall.hookUrl);
    await untilTunnel(rollcall, 'online');
    const other = await startOwnTunnel();
    other.target = own.target;
    await rollcall.tunnel.configure({ publicUrl: other.url });
    expect(rollcall.tunnel.view()).toMatchObject({ state: 'online', publicUrl: other.url });
    expect((await sendPage(rollcall.tunnel.view().publicHookUrl ?? '', PAGE)).status).toBe(200);
    await other.close();
  });

  test('of ngrok stays when ngrok refuses another token', async ({ dataDir }) => {
    const { tunnel, made, tokens } = await onlineAt('https://old.example.com', dataDir);
    const changing = tunnel.configure({ token: 'a-wrong-one' });
    const second = await until('the other is tried', () => made[1] ?? null);
    second.report({ kind: 'ready' });
    expect(second.posted).toMatchObject([{ kind: 'open', authtoken: 'a-wrong-one' }]);
    second.report({ kind: 'refused', code: 'ERR_NGROK_107' });
    await expect(changing).rejects.toMatchObject({ code: 'TUNNEL_TOKEN_WRONG' });
    expect(tunnel.view()).toMatchObject({ state: 'online', domain: 'old.example.com' });
    expect(made[0]?.posted.map(({ kind }) => kind)).toEqual(['open']);
    expect(tokens()).toBe('a-token');
  });

  test('of ngrok comes back where only one session is allowed and the next is refused', async ({
    dataDir,
  }) => {
    const { tunnel, made, tokens } = await onlineAt('https://old.example.com', dataDir);
    const changing = tunnel.configure({ token: 'of-another-account' });
    const second = await until('the other is tried beside it', () => made[1] ?? null);
    second.report({ kind: 'ready' });
    second.report({ kind: 'refused', code: 'ERR_NGROK_108' });
    const third = await until('the other is tried in its place', () => made[2] ?? null);
    expect(made[0]?.posted.map(({ kind }) => kind)).toEqual(['open', 'close']);
    third.report({ kind: 'ready' });
    third.report({ kind: 'refused', code: 'ERR_NGROK_107' });
    await expect(changing).rejects.toMatchObject({ code: 'TUNNEL_TOKEN_WRONG' });
    const fourth = await until('the first is opened again', () => made[3] ?? null);
    fourth.report({ kind: 'ready' });
    expect(fourth.posted).toMatchObject([{ authtoken: 'a-token', domain: 'old.example.com' }]);
    expect(tokens()).toBe('a-token');
  });
});

describe('an address of this computer or its network alone', () => {
  const hosts = [
    'localhost',
    'LOCALHOST.',
    'rollcall.localhost',
    '127.0.0.1:4000',
    '127.1',
    '2130706433',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '[fd12:3456:789a::1]',
    '[fe80::1]',
    '10.1.2.3',
    '172.16.0.9',
    '172.31.255.1',
    '192.168.1.20:8443',
    '169.254.10.1',
    '100.100.1.2',
    '0.0.0.0',
    'nas.local',
    'nas.local.',
    'nas',
    'nas.lan',
    'hooks.internal',
  ];

  test.for(hosts)('is refused: %s', (host) => {
    const rules = { receiverOrigin: null, isPublic };
    expect(() => readPublicUrl(`https://${host}`, rules)).toThrow(
      expect.objectContaining({ code: 'TUNNEL_URL_PRIVATE' }),
    );
  });

  test.for(['hooks.example.com', '172.32.0.1', '8.8.8.8', 'local.example.com', '11.0.0.1:8443'])(
    'is none: %s',
    (host) => {
      const rules = { receiverOrigin: null, isPublic };
      expect(readPublicUrl(`https://${host}`, rules)).toBe(`https://${host}`);
    },
  );

  test('is not offered either where an earlier Rollcall took it, and what to do is said', async ({
    open,
    dataDir,
  }) => {
    await mkdir(dataDir);
    const kept = { provider: 'manual', publicUrl: 'http://127.0.0.1:4000' };
    await writeFile(join(dataDir, 'tunnel.json'), JSON.stringify(kept));
    const rollcall = await open({ isPublic });
    expect(rollcall.tunnel.view()).toMatchObject({
      state: 'failed',
      publicHookUrl: null,
      failure: { code: 'TUNNEL_URL_PRIVATE' },
    });
  });
});
