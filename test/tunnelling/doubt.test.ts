/** ngrok's session lives, and a look through the public address does not come through. */
import { afterAll, describe, expect } from 'vitest';
import * as z from 'zod';
import type { Rollcall } from '../../main/create-rollcall.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { readJson, runRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { helperClass } from './support/helper-double.ts';
import { test as base, untilTunnel } from './support/with-tunnel.ts';

afterAll(removeDataFolders);

const statusSchema = z.looseObject({ tunnel: z.unknown() });

const DOMAIN = 'roll.ngrok.app';
const USED_UP = { status: 403, headers: { 'ngrok-error-code': 'ERR_NGROK_725' } };

const test = base.extend<{ doubtful: Rollcall }>({
  /** Online at ngrok's, whose front door is `own`, and doubted there. */
  doubtful: async ({ open, own }, use) => {
    const { made, start: startHelper } = helperClass();
    const ngrok = { host: '127.0.0.1', port: portOf(own.url) };
    own.answer = USED_UP;
    const rollcall = await open(
      {
        startHelper,
        place: { server: ngrok, caPath: null, probe: ngrok },
        choice: { provider: 'ngrok', domain: DOMAIN },
      },
      { NGROK_AUTHTOKEN: 'a-token' },
    );
    own.target = portOf(rollcall.hookUrl);
    const session = await until('it opens a session', () => made[0] ?? null);
    session.report({ kind: 'ready' });
    session.report({ kind: 'online', url: `https://${DOMAIN}` });
    // As often as the service would.
    const beats = setInterval(() => session.report({ kind: 'beat' }), 1_000);
    await untilTunnel(rollcall, 'online', ({ doubt }) => doubt?.code === 'TUNNEL_MONTH_USED_UP');
    await use(rollcall);
    clearInterval(beats);
  },
});

describe('a doubt', () => {
  test('is logged once, as is its end, however often it was looked into', async ({
    doubtful,
    own,
    logged,
  }) => {
    const requests = own.requests();
    doubtful.tunnel.tryNow();
    await until('it was looked into again', () => own.requests() > requests);
    await doubtful.tunnel.selfTest();
    const lines = () =>
      logged.filter((line) => /tunnel\.(doubtful|reached)/.test(line)).map((line) => line.trim());
    const doubts =
      / warn tunnel\.doubtful provider=ngrok code=TUNNEL_MONTH_USED_UP raw=ERR_NGROK_725 says=/;
    expect(lines()).toEqual([expect.stringMatching(doubts)]);
    own.answer = null;
    await doubtful.tunnel.selfTest();
    expect(lines().slice(1)).toEqual([
      expect.stringMatching(/ info tunnel\.reached provider=ngrok$/),
    ]);
  });

  test('is told by status', async ({ doubtful, dataDir, own }) => {
    const status = ['status', '--data-dir', dataDir];
    const { tunnel } = await readJson(statusSchema, [...status, '--json']);
    const doubt = { code: 'TUNNEL_MONTH_USED_UP', raw: 'ERR_NGROK_725' };
    expect(tunnel).toMatchObject({ state: 'online', code: null, raw: null, doubt });
    expect((await runRollcall(status)).stdout).toMatch(
      /^tunnel +ngrok online in doubt: TUNNEL_MONTH_USED_UP ERR_NGROK_725$/m,
    );
    own.answer = null;
    await doubtful.tunnel.selfTest();
    const plain = /^tunnel +ngrok online$/m;
    await until('it is over there, too', async () =>
      plain.test((await runRollcall(status)).stdout),
    );
  });

  test('is over with a self-test that passes, and not with one that does not', async ({
    doubtful,
    own,
  }) => {
    await doubtful.tunnel.selfTest();
    expect(doubtful.tunnel.view()).toMatchObject({
      provenAtMs: null,
      doubt: { raw: 'ERR_NGROK_725' },
    });
    own.answer = null;
    await doubtful.tunnel.selfTest();
    expect(doubtful.tunnel.view()).toMatchObject({ state: 'online', doubt: null });
    expect(doubtful.tunnel.view().provenAtMs).toBeGreaterThan(0);
  });

  test('is over with a delivery over the public address, and not with one over another', async ({
    doubtful,
  }) => {
    const page = { action: 'members', session: 's', members: ['ann'] } as const;
    expect((await sendPage(doubtful.hookUrl, page)).status).toBe(200);
    expect((await sendPage(doubtful.hookUrl, page, 'other.ngrok.app')).status).toBe(200);
    expect(doubtful.tunnel.view().doubt).not.toBeNull();
    expect((await sendPage(doubtful.hookUrl, page, DOMAIN)).status).toBe(200);
    expect(doubtful.tunnel.view()).toMatchObject({ state: 'online', doubt: null });
  });
});

function portOf(url: string): number {
  return Number(new URL(url).port);
}
