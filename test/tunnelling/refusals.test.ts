import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect } from 'vitest';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence, LANGUAGES } from '../../shared/messages/messages.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { startNgrokEdge } from '../support/ngrok-edge/start-ngrok-edge.ts';
import { isOnline, type Screen, test } from './support/with-edge.ts';

afterAll(removeDataFolders);

const isFailed = ({ state }: { readonly state: string }): boolean => state === 'failed';

const REFUSALS = [
  ['ERR_NGROK_105', 'TUNNEL_TOKEN_WRONG', /authtoken.*Copy it again/, /Authtoken.*コピーし直して/],
  ['ERR_NGROK_102', 'TUNNEL_ACCOUNT_UNPAID', /Update the payment/, /支払い方法を更新/],
  ['ERR_NGROK_103', 'TUNNEL_ACCOUNT_SUSPENDED', /suspended this account/, /停止されています/],
  ['ERR_NGROK_108', 'TUNNEL_TOO_MANY_SESSIONS', /no further connection/, /これ以上接続できません/],
  ['ERR_NGROK_121', 'TUNNEL_TOO_OLD', /Install the newest/, /最新のRollcallをインストール/],
  ['ERR_NGROK_115', 'TUNNEL_ADDRESS_NOT_ALLOWED', /add your IP address/, /IPアドレスの追加を依頼/],
  ['ERR_NGROK_123', 'TUNNEL_EMAIL_UNVERIFIED', /email address verified/, /リンクを開くか/],
  [
    'ERR_NGROK_320',
    'TUNNEL_DOMAIN_NOT_YOURS',
    /another ngrok account/,
    /別のngrokアカウントのもの/,
  ],
  ['ERR_NGROK_319', 'TUNNEL_DOMAIN_NOT_RESERVED', /has no domain/, /ドメイン.*はありません/],
  ['ERR_NGROK_334', 'TUNNEL_DOMAIN_IN_USE', /in use.*Close that one/, /使っています。そちらを終了/],
] as const;

type Trouble = NonNullable<ReturnType<Screen['tunnel']>['trouble']>;

/** What is shown says the one thing to do in both languages, and nothing that is secret. */
function expectSentences(
  trouble: Trouble | null,
  [english, japanese]: readonly [RegExp, RegExp],
  ...secrets: string[]
): void {
  if (trouble === null) throw new Error('There is no trouble.');
  const error = new RollcallError(trouble.code, trouble.details);
  expect(errorSentence(error, 'en')).toMatch(english);
  expect(errorSentence(error, 'ja')).toMatch(japanese);
  for (const language of LANGUAGES) {
    const sentence = errorSentence(error, language);
    expect(sentence).not.toMatch(/undefined/);
    for (const secret of secrets) expect(sentence).not.toContain(secret);
  }
}

async function failure(screen: Screen) {
  const { trouble } = await screen.shows('why it failed', isFailed);
  if (trouble === null) throw new Error('It failed for no reason.');
  return trouble;
}

describe('ngrok refuses', () => {
  test('each time by its own code, which is said as a sentence with one thing to do', async ({
    serve,
    edge,
    look,
  }) => {
    edge.refuseWith('ERR_NGROK_105', 'The authtoken you specified does not look like one.');
    const rollcall = await serve();
    expect(rollcall.ready.publicHookUrl).toBeNull();
    // It waits for nobody who can't come by himself.
    expect(rollcall.readyMs).toBeLessThan(14_000);
    const screen = await look(rollcall);
    for (const [raw, code, english, japanese] of REFUSALS) {
      edge.refuseWith(raw, `Refused, and here is your token: ${edge.token}`);
      await screen.client.call('tunnel.configure', { domain: edge.domain });
      const { state, trouble } = await screen.shows(raw, (tunnel) => tunnel.trouble?.raw === raw);
      expect([state, trouble?.code]).toEqual(['failed', code]);
      expectSentences(trouble, [english, japanese], edge.token);
    }
    edge.accept();
    await screen.client.call('tunnel.tryNow', {});
    await screen.shows('that it is online', isOnline);
    const { stderr } = await rollcall.stop();
    expect(stderr).toContain('ERR_NGROK_334');
    expect(stderr).not.toContain(edge.token);
  });

  test('a wrong token until the right one is entered, which it then has for this run', async ({
    serve,
    edge,
    look,
  }) => {
    const wrong = `2${'a'.repeat(26)}_${'b'.repeat(20)}`;
    const rollcall = await serve([], { NGROK_AUTHTOKEN: wrong });
    const screen = await look(rollcall);
    const trouble = await failure(screen);
    expect(trouble).toMatchObject({ code: 'TUNNEL_TOKEN_WRONG', raw: 'ERR_NGROK_107' });
    expectSentences(trouble, [/Copy it again/, /コピーし直して/], wrong, edge.token);
    const answer = await screen.client.call('tunnel.configure', { token: edge.token });
    expect(answer).toEqual({ tokenKept: false });
    await screen.shows('that it is online', isOnline);
    const { stderr } = await rollcall.stop();
    expect(stderr).not.toContain(wrong);
    expect(stderr).not.toContain(edge.token);
  });

  test('a token that was revoked while it was online', async ({ serve, edge, look }) => {
    const rollcall = await serve();
    const screen = await look(rollcall);
    await screen.shows('that it is online', isOnline);
    edge.revoke();
    const trouble = await failure(screen);
    expect(trouble).toMatchObject({ code: 'TUNNEL_TOKEN_WRONG', raw: 'ERR_NGROK_107' });
    expectSentences(trouble, [/reset, revoked/, /再発行または取り消され/], edge.token);
    expect((await rollcall.stop()).stderr).not.toContain(edge.token);
  });

  test('a domain that another computer has, until that one gives it back', async ({
    serve,
    edge,
    look,
    dataDir,
  }) => {
    const other = await serve();
    const rollcall = await serve(['--data-dir', `${dataDir}-2`, '--ngrok-domain', edge.domain]);
    expect(rollcall.ready.publicHookUrl).toBeNull();
    const screen = await look(rollcall);
    expect(await failure(screen)).toMatchObject({
      code: 'TUNNEL_DOMAIN_IN_USE',
      details: { domain: edge.domain },
    });
    await other.stop();
    await screen.shows('that it took over', isOnline);
  });

  test('another’s domain: no other address is taken in its place', async ({
    serve,
    edge,
    look,
  }) => {
    const domain = 'somebody-elses.ngrok.app';
    const screen = await look(await serve(['--ngrok-domain', domain]));
    const trouble = await failure(screen);
    expect(trouble.details).toMatchObject({ domain });
    expect(screen.tunnel().publicHookUrl).toContain(domain);
    await screen.client.call('tunnel.configure', { domain: null });
    const { publicHookUrl } = await screen.shows('the account’s own', isOnline);
    expect(publicHookUrl).toContain(edge.domain);
  });
});

describe('before ngrok there is', () => {
  test('no token: it says so at once, and receives all the same', async ({ serve }) => {
    const rollcall = await serve([], { NGROK_AUTHTOKEN: '' });
    expect(rollcall.ready.publicHookUrl).toBeNull();
    expect(rollcall.readyMs).toBeLessThan(14_000);
    expect(rollcall.stderr()).toMatch(/TUNNEL_TOKEN_MISSING.*ngrok needs your authtoken/);
  });

  test('a network that lets nothing through to it', async ({ serve, edge, look }) => {
    await edge.goAway();
    const screen = await look(await serve());
    const { trouble, state } = await screen.shows('why', (tunnel) => tunnel.trouble !== null);
    expect([state, trouble?.code, trouble?.raw]).toEqual([
      'connecting',
      'TUNNEL_BLOCKED',
      'ECONNREFUSED',
    ]);
    expectSentences(trouble, [/firewall blocks it/, /ファイアウォールで遮断/], edge.token);
  });

  test('something that answers in ngrok’s place', async ({ serve, edge, look }) => {
    // Without its certificate, the service is to the SDK what a proxy is that reads along.
    const screen = await look(await serve([], { ROLLCALL_NGROK_CA: '' }));
    const isTold = ({ trouble }: { readonly trouble: { readonly code: string } | null }): boolean =>
      trouble?.code === 'TUNNEL_INTERCEPTED';
    const { state } = await screen.shows('that it is intercepted', isTold);
    expect(state).toBe('connecting');
    expect(edge.sessions()).toEqual([]);
  });

  test('something at ngrok that answers under the domain in Rollcall’s place', async ({
    serve,
    look,
    internet,
  }) => {
    const probe = new URL(internet.url).host;
    const screen = await look(await serve([], { ROLLCALL_NGROK_PROBE: probe }));
    await screen.shows('that it is online', isOnline);
    internet.answer = { status: 403 };
    const { hops } = await screen.client.call('tunnel.selfTest', {});
    const trouble = hops.at(-1)?.trouble ?? null;
    expect(trouble?.code).toBe('TUNNEL_NGROK_ELSEWHERE');
    expectSentences(trouble, [/answers \(403\).*Endpoints/, /応答（403）.*Endpoints/]);
  });

  test.for([
    ['is not there', '/nowhere/ca.pem'],
    ['is none', fileURLToPath(import.meta.url)],
  ] as const)('a certificate that %s', async ([, path], { serve, look }) => {
    const screen = await look(await serve([], { ROLLCALL_NGROK_CA: path }));
    expect(await failure(screen)).toMatchObject({
      code: 'TUNNEL_FILE_UNREADABLE',
      details: { path },
    });
  });
});

test('when ngrok’s own account changes, the address that Mixpanel has stays, and stays online', async ({
  serve,
  edge,
  look,
}) => {
  const screen = await look(await serve());
  const other = await startNgrokEdge();
  await screen.shows('that it is online', isOnline);
  await expect(
    screen.client.call('tunnel.configure', { token: other.token }),
  ).rejects.toMatchObject({ code: 'TUNNEL_TOKEN_WRONG' });
  expect(screen.tunnel()).toMatchObject({ state: 'online', domain: edge.domain });
  expect(edge.sessions()).toHaveLength(1);
  await other.stop();
});
