import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import type { Snapshot } from '../../shared/api/contract.ts';
import { followState } from '../../shared/api/follow-state.ts';
import { RollcallError } from '../../shared/errors.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { until } from '../support/until.ts';
import { startOwnTunnel } from '../tunnelling/support/own-tunnel.ts';
import { DeskDouble } from './support/shell-doubles.ts';
import { type AppClient, type TransportName, test } from './support/with-api.ts';

afterAll(removeDataFolders);

const TOKEN = '2NeverShownAgain_0123456789abcdef';

async function tunnelOf(client: AppClient): Promise<Snapshot['tunnel']> {
  return (await client.call('app.snapshot', {})).tunnel;
}

function codeOf(asking: Promise<unknown>): Promise<string> {
  return asking.then(
    () => 'no error',
    (error: unknown) => (error instanceof RollcallError ? error.code : String(error)),
  );
}

describe.each<TransportName>(['loopback', 'ipc'])('the tunnel over the transport %s', (name) => {
  test('is off until one is chosen', async ({ connect }) => {
    const client = await connect(name);
    expect(await tunnelOf(client)).toMatchObject({
      provider: 'none',
      state: 'off',
      publicHookUrl: null,
      trouble: null,
      hasToken: false,
      domain: null,
      publicUrl: null,
    });
  });

  test('is chosen, goes online and is told to every screen', async ({ connect, rollcall }) => {
    const own = await startOwnTunnel();
    own.target = Number(new URL(rollcall.hookUrl).port);
    const [client, other] = [await connect(name), await connect('loopback')];
    const states: string[] = [];
    followState(other, ({ tunnel }) => void states.push(tunnel.state));
    const change = { provider: 'manual', publicUrl: own.url } as const;
    expect(await client.call('tunnel.configure', change)).toEqual({ tokenKept: true });
    await until('the other screen knows', () => states.at(-1) === 'online');
    const { publicHookUrl } = await tunnelOf(client);
    expect(publicHookUrl).toMatch(new RegExp(`^${own.url}/hook/`));
    const { hops } = await client.call('tunnel.selfTest', {});
    expect(hops.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
    await client.call('settings.update', { paused: true });
    await until('the pause is shown', () => states.at(-1) === 'paused');
    expect((await client.call('app.snapshot', {})).settings.paused).toBe(true);
    const page = { action: 'members', session: 's', members: [] } as const;
    expect((await sendPage(publicHookUrl ?? '', page)).status).toBe(503);
    await client.call('settings.update', { paused: false });
    await until('the end of the pause is shown', () => states.at(-1) === 'online');
    await own.close();
  });

  test('takes a token and never shows it again', async ({ connect, rollcall }) => {
    const client = await connect(name);
    const heard: string[] = [];
    client.on('app.changed', (snapshot) => void heard.push(JSON.stringify(snapshot)));
    // Nobody is there: what counts is what is told.
    const change = { provider: 'ngrok', token: TOKEN, domain: 'https://Roll.ngrok.app/' } as const;
    const answer = await client.call('tunnel.configure', { ...change, provider: 'none' });
    expect(answer).toEqual({ tokenKept: false });
    const snapshot = await client.call('app.snapshot', {});
    expect(snapshot.tunnel).toMatchObject({ hasToken: true, domain: 'roll.ngrok.app' });
    await until('it is told', () => heard.length > 0);
    expect(JSON.stringify([snapshot, heard, rollcall.tunnel.view()])).not.toContain(TOKEN);
    await client.call('tunnel.configure', { token: null, domain: null });
    expect(await tunnelOf(client)).toMatchObject({ hasToken: false, domain: null });
  });

  test('refuses by a code what can’t be, and stays as it was', async ({ connect }) => {
    const client = await connect(name);
    const configure = (change: Parameters<typeof client.call<'tunnel.configure'>>[1]) =>
      codeOf(client.call('tunnel.configure', change));
    expect(await configure({ domain: 'not a domain' })).toBe('TUNNEL_DOMAIN_WRONG');
    expect(await configure({ publicUrl: 'no address' })).toBe('TUNNEL_URL_WRONG');
    expect(await configure({ token: '' })).toBe('REQUEST_INVALID');
    await client.call('tunnel.configure', { provider: 'ngrok' });
    expect(await tunnelOf(client)).toMatchObject({
      state: 'failed',
      trouble: { code: 'TUNNEL_TOKEN_MISSING', raw: null },
    });
    await client.call('tunnel.tryNow', {});
    expect((await tunnelOf(client)).state).toBe('failed');
  });
});

const desk = new DeskDouble();

test.extend({ desk: [desk, { scope: 'test' }] })(
  'the policy for a cloud endpoint is a file for its owner alone, also in the place of another',
  async ({ connect, dataDir }) => {
    const client = await connect('ipc');
    await client.call('tunnel.configure', { provider: 'ngrok', domain: 'roll.example.com' });
    expect(await client.call('tunnel.saveCloudPolicy', {})).toEqual({ isSaved: false });
    desk.savePath = join(dataDir, '..', 'policy.yml');
    await writeFile(desk.savePath, 'an earlier one', { mode: 0o644 });
    expect(await client.call('tunnel.saveCloudPolicy', {})).toEqual({ isSaved: true });
    const { text } = await client.call('tunnel.cloudPolicy', {});
    expect(await readFile(desk.savePath, 'utf8')).toBe(text);
    expect((await stat(desk.savePath)).mode & 0o777).toBe(0o600);
  },
);
