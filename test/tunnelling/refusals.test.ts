import { afterAll, describe, expect } from 'vitest';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence, LANGUAGES } from '../../shared/messages/messages.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { startNgrokEdge } from '../support/ngrok-edge/start-ngrok-edge.ts';
import { isOnline, type Screen, test } from './support/with-edge.ts';

afterAll(removeDataFolders);

const isFailed = ({ state }: { readonly state: string }): boolean => state === 'failed';

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
    for (const [raw, code] of [
      ['ERR_NGROK_105', 'TUNNEL_TOKEN_WRONG'],
      ['ERR_NGROK_102', 'TUNNEL_ACCOUNT_UNPAID'],
      ['ERR_NGROK_103', 'TUNNEL_ACCOUNT_SUSPENDED'],
      ['ERR_NGROK_108', 'TUNNEL_TOO_MANY_SESSIONS'],
      ['ERR_NGROK_121', 'TUNNEL_TOO_OLD'],
      ['ERR_NGROK_115', 'TUNNEL_ADDRESS_NOT_ALLOWED'],
      ['ERR_NGROK_123', 'TUNNEL_EMAIL_UNVERIFIED'],
      ['ERR_NGROK_320', 'TUNNEL_DOMAIN_NOT_YOURS'],
      ['ERR_NGROK_319', 'TUNNEL_DOMAIN_NOT_RESERVED'],
      ['ERR_NGROK_334', 'TUNNEL_DOMAIN_IN_USE'],
    ] as const) {
      edge.refuseWith(raw, `Refused, and here is your token: ${edge.token}`);
      await screen.client.call('tunnel.configure', { domain: edge.domain });
      const { state, trouble } = await screen.shows(raw, (tunnel) => tunnel.trouble?.raw === raw);
      expect([state, trouble?.code]).toEqual(['failed', code]);
      const error = new RollcallError(code, trouble?.details);
      for (const language of LANGUAGES)
        expect(errorSentence(error, language)).not.toContain(edge.token);
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
    expect(await failure(screen)).toMatchObject({
      code: 'TUNNEL_TOKEN_WRONG',
      raw: 'ERR_NGROK_107',
    });
    const answer = await screen.client.call('tunnel.configure', { token: edge.token });
    expect(answer).toEqual({ tokenKept: false });
    await screen.shows('that it is online', isOnline);
    const { stderr } = await rollcall.stop();
    expect(stderr).not.toContain(wrong);
    expect(stderr).not.toContain(edge.token);
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

  test('something that answers in ngrok’s place', async ({ serve, edge, look }) => {
    // Without its certificate, the service is to the SDK what a proxy is that reads along.
    const screen = await look(await serve([], { ROLLCALL_NGROK_CA: '' }));
    const isTold = ({ trouble }: { readonly trouble: { readonly code: string } | null }): boolean =>
      trouble?.code === 'TUNNEL_INTERCEPTED';
    const { state } = await screen.shows('that it is intercepted', isTold);
    expect(state).toBe('connecting');
    expect(edge.sessions()).toEqual([]);
  });

  test('a certificate that can’t be read', async ({ serve, look }) => {
    const screen = await look(await serve([], { ROLLCALL_NGROK_CA: '/nowhere/ca.pem' }));
    expect(await failure(screen)).toMatchObject({
      code: 'TUNNEL_FILE_UNREADABLE',
      details: { path: '/nowhere/ca.pem' },
    });
  });
});

test('when ngrok’s own account changes, the address that Mixpanel has stays the one that is asked for', async ({
  serve,
  edge,
  look,
}) => {
  const screen = await look(await serve());
  const other = await startNgrokEdge();
  await screen.shows('that it is online', isOnline);
  await screen.client.call('tunnel.configure', { token: other.token });
  expect((await failure(screen)).code).toBe('TUNNEL_TOKEN_WRONG');
  expect(screen.tunnel()).toMatchObject({ domain: edge.domain });
  await other.stop();
});
