import { afterAll, describe, expect } from 'vitest';
import { cloudPolicy, internalDomain } from '../../main/tunnel/cloud-endpoint.ts';
import { LANGUAGES } from '../../shared/messages/messages.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { type NgrokEdge, startNgrokEdge } from '../support/ngrok-edge/start-ngrok-edge.ts';
import { readYaml } from '../support/ngrok-edge/yaml.ts';
import { runRollcall } from '../support/start-rollcall.ts';
import { ask } from './support/ask.ts';
import { test as base, environmentOf, isOnline } from './support/with-edge.ts';

afterAll(removeDataFolders);

const DOMAIN = 'roll.example.com';
const PAGE = {
  action: 'members',
  parameters: {
    mixpanel_project_id: '1',
    mixpanel_cohort_id: '7',
    mixpanel_session_id: 's',
    page_info: { page: 1, total_pages: 1 },
    members: [{ mixpanel_distinct_id: 'ann' }],
  },
};

/** An account that may have cloud endpoints. */
const test = base.extend<{ paid: NgrokEdge }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  paid: async ({}, use) => {
    const edge = await startNgrokEdge({ plan: 'paid', reserved: [DOMAIN] });
    await use(edge);
    await edge.stop();
  },
});

const HOOK_TOKEN = 'the-secret-of-this-hook';
const CLOUD = ['--ngrok-domain', DOMAIN, '--ngrok-endpoint', 'cloud', '--hook-token', HOOK_TOKEN];
const POLICY = cloudPolicy({ domain: DOMAIN, hookToken: HOOK_TOKEN, language: 'en' });

async function statusAt(edge: NgrokEdge, path: string, method = 'POST', domain = DOMAIN) {
  const body = method === 'POST' ? Buffer.from(JSON.stringify(PAGE)) : undefined;
  const headers = { 'content-type': 'application/json' };
  const question = { domain, path, method, headers, ...(body === undefined ? {} : { body }) };
  const answer = await ask(edge.probe, question);
  return { status: answer.status, retryAfter: answer.headers['retry-after'] ?? null };
}

describe('the traffic policy for a cloud endpoint', () => {
  test.for(LANGUAGES)('is YAML that says what it is for (%s)', (language) => {
    const text = cloudPolicy({ domain: DOMAIN, hookToken: HOOK_TOKEN, language });
    const isHook =
      'req.url.path.matches("^/+hook/+the-secret-of-this-hook[/ ]*$")' +
      ' && req.method in ["POST", "GET", "HEAD"]';
    expect(readYaml(text)).toEqual({
      on_http_request: [
        {
          name: 'only the hook path',
          expressions: [`!(${isHook})`],
          actions: [{ type: 'deny', config: { status_code: 404 } }],
        },
        {
          name: 'Rollcall, and 503 while it is away',
          actions: [
            {
              type: 'forward-internal',
              config: { url: 'https://roll.example.com.rollcall.internal', on_error: 'continue' },
            },
            {
              type: 'custom-response',
              config: {
                status_code: 503,
                headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '300' },
                body: 'Rollcall is away. Try again later.',
              },
            },
          ],
        },
      ],
    });
    const notes = text.split('\n').filter((line) => line.startsWith('#'));
    expect(notes.length).toBeGreaterThan(2);
    expect(notes.join()).toContain(`https://${DOMAIN}`);
    expect(notes.join()).not.toContain('the-secret-of-this-hook');
  });

  test('is written by a command, and names no secret but the hook’s own', async ({
    serve,
    paid,
    dataDir,
  }) => {
    paid.saveCloudEndpoint(DOMAIN, POLICY);
    const environment = { ...environmentOf(paid), ROLLCALL_HOOK_PASSWORD: 'sesame-opens-it' };
    const rollcall = await serve(CLOUD, { ...environment, ROLLCALL_HOOK_USER: 'mixpanel' });
    const { code, stdout } = await runRollcall(['tunnel-policy', '--data-dir', dataDir]);
    expect(code).toBe(0);
    expect(stdout).toContain(new URL(rollcall.hookUrl).pathname.replace('/hook/', '/+hook/+'));
    for (const secret of [paid.token, 'sesame-opens-it', new URL(rollcall.ready.uiUrl).hash]) {
      expect(secret).not.toBe('');
      expect(stdout).not.toContain(secret);
    }
  });

  test('needs a domain to be for', async ({ serve, dataDir }) => {
    const rollcall = await serve([], { NGROK_AUTHTOKEN: '' });
    const { code, stderr } = await runRollcall(['tunnel-policy', '--data-dir', dataDir]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Enter the domain of your cloud endpoint/);
    const args = ['tunnel-policy', '--data-dir', dataDir, '--ngrok-domain', DOMAIN];
    expect((await runRollcall(args)).stdout).toContain(`https://${internalDomain(DOMAIN)}`);
    await rollcall.stop();
  });
});

describe('behind a cloud endpoint', () => {
  test('syncs come through while Rollcall is there, and are told to come back while it is not', async ({
    serve,
    look,
    paid,
    dataDir,
  }) => {
    const rollcall = await serve(CLOUD, environmentOf(paid));
    // Nothing comes in there before the person has made it.
    expect(rollcall.ready.publicHookUrl).toBeNull();
    const { pathname } = new URL(rollcall.hookUrl);
    const screen = await look(rollcall);
    const { trouble, publicHookUrl } = await screen.shows(
      'that there is no cloud endpoint',
      ({ state }) => state === 'failed',
    );
    expect(trouble).toMatchObject({ code: 'TUNNEL_CLOUD_MISSING', details: { domain: DOMAIN } });
    expect(publicHookUrl).toBe(`https://${DOMAIN}${pathname}`);

    const policy = await runRollcall(['tunnel-policy', '--data-dir', dataDir]);
    paid.saveCloudEndpoint(DOMAIN, policy.stdout);
    await screen.client.call('tunnel.tryNow', {});
    await screen.shows(
      'that it was tried from outside',
      (tunnel) => isOnline(tunnel) && tunnel.provenAtMs !== null,
    );
    expect(paid.sessions()).toMatchObject([{ domain: internalDomain(DOMAIN) }]);
    expect((await statusAt(paid, pathname)).status).toBe(200);
    const { hops } = await screen.client.call('tunnel.selfTest', {});
    expect(hops.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);

    await rollcall.stop();
    expect(await statusAt(paid, pathname)).toEqual({ status: 503, retryAfter: '300' });
    expect(await statusAt(paid, pathname, 'GET')).toEqual({ status: 503, retryAfter: '300' });

    const again = await serve([], environmentOf(paid));
    expect(again.ready.publicHookUrl).toBe(publicHookUrl);
    expect((await statusAt(paid, pathname)).status).toBe(200);
  });

  test('nothing but the hook path is answered, whether Rollcall is there or not', async ({
    serve,
    paid,
  }) => {
    paid.saveCloudEndpoint(DOMAIN, POLICY);
    const rollcall = await serve(CLOUD, environmentOf(paid));
    const { pathname } = new URL(rollcall.hookUrl);
    const others = async () => {
      const asked = [
        ...['/', '/api/app.snapshot', '/hook/', `${pathname}x`, '/hook/another-secret-of-a-hook'],
        `${pathname}/../../api`,
      ].map((path) => statusAt(paid, path));
      const methods = ['PUT', 'DELETE', 'PATCH', 'OPTIONS'].map((method) =>
        statusAt(paid, pathname, method),
      );
      return (await Promise.all([...asked, ...methods])).map(({ status }) => status);
    };
    expect(new Set(await others())).toEqual(new Set([404]));
    // A name inside the account is nobody's on the internet.
    expect((await statusAt(paid, pathname, 'POST', internalDomain(DOMAIN))).status).toBe(404);
    await rollcall.stop();
    expect(new Set(await others())).toEqual(new Set([404]));
  });

  test('a policy that leads elsewhere is told, and found mended', async ({ serve, look, paid }) => {
    paid.saveCloudEndpoint(DOMAIN, POLICY.replace(internalDomain(DOMAIN), 'other.internal'));
    const rollcall = await serve(CLOUD, environmentOf(paid));
    expect(rollcall.ready.publicHookUrl).toBeNull();
    const screen = await look(rollcall);
    const { trouble } = await screen.shows('why', ({ state }) => state === 'failed');
    expect(trouble).toMatchObject({ code: 'TUNNEL_CLOUD_ELSEWHERE', details: { status: 503 } });
    const { hops } = await screen.client.call('tunnel.selfTest', {});
    expect(hops.find(({ outcome }) => outcome === 'failed')?.trouble?.code).toMatch(
      /^TUNNEL_CLOUD_ELSEWHERE$/,
    );
    paid.saveCloudEndpoint(DOMAIN, POLICY);
    await screen.shows('that it is online for good', (tunnel) => tunnel.provenAtMs !== null);
  });

  test('a policy pasted from an earlier Rollcall is told as outdated, until it is pasted anew', async ({
    serve,
    look,
    paid,
  }) => {
    const hook = '/hook/the-secret-of-this-hook';
    const earlier = POLICY.replace(
      JSON.stringify('^/+hook/+the-secret-of-this-hook[/ ]*$').replaceAll('"', '\\"'),
      '',
    ).replace('req.url.path.matches()', `req.url.path in [\\"${hook}\\", \\"${hook}/\\"]`);
    expect(earlier).not.toBe(POLICY);
    paid.saveCloudEndpoint(DOMAIN, earlier);
    const rollcall = await serve(CLOUD, environmentOf(paid));
    const screen = await look(rollcall);
    const told = await screen.shows('that it is outdated', ({ doubt }) => doubt !== null);
    expect(told).toMatchObject({ state: 'online', doubt: { code: 'TUNNEL_CLOUD_OUTDATED' } });
    expect(told.provenAtMs).not.toBeNull();
    paid.saveCloudEndpoint(DOMAIN, POLICY);
    await screen.client.call('tunnel.tryNow', {});
    await screen.shows('that it is not', ({ doubt }) => doubt === null);
  });

  test('a domain must be said, and one inside the account is none that Mixpanel can call', async ({
    serve,
    paid,
  }) => {
    const rollcall = await serve(['--ngrok-endpoint', 'cloud'], environmentOf(paid));
    expect(rollcall.ready.publicHookUrl).toBeNull();
    expect(rollcall.stderr()).toContain('TUNNEL_DOMAIN_MISSING');
    await rollcall.stop();
    const args = ['serve', '--tunnel', 'ngrok', '--ngrok-domain', 'rollcall.internal'];
    const { code, stderr } = await runRollcall(args);
    expect([code, stderr]).toMatchObject([1, expect.stringMatching(/not a domain that ngrok/)]);
  });
});
