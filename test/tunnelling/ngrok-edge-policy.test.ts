/**
 * The loopback ngrok service, with ngrok's real SDK as its client: the traffic policy that an endpoint is bound with is
 * carried out, or refused by name. Source: ngrok.com/docs/traffic-policy; that the SDK passes the text on as it is, is
 * read in ngrok-javascript, src/listener_builder.rs.
 */
import { describe, expect, it } from 'vitest';
import { connect, edgeForTest, refusalOf } from './support/agent.ts';
import { ask } from './support/ask.ts';
import { startSite } from './support/site.ts';

const deny = { type: 'deny', config: { status_code: 404 } };

const onlyTheHook = {
  on_http_request: [
    {
      name: 'only the hook path',
      expressions: ['!(req.url.path == "/hook/abc" && req.method in ["POST", "GET", "HEAD"])'],
      actions: [deny],
    },
  ],
};

function policyOf(...expressions: string[]): object {
  return { on_http_request: [{ expressions, actions: [deny] }] };
}

async function bound(policy: object) {
  const edge = await edgeForTest();
  const site = await startSite();
  await connect(edge, { policy, forwardTo: site.url });
  const statusOf = async (path: string, method = 'GET'): Promise<number> =>
    (await ask(edge.probe, { ...edge, path, method })).status;
  return { edge, site, statusOf };
}

describe('a traffic policy', () => {
  it.each(['POST', 'GET', 'HEAD'])('lets %s pass to the hook path', async (method) => {
    const { statusOf, site } = await bound(onlyTheHook);
    expect(await statusOf('/hook/abc?x=1', method)).toBe(200);
    expect(site.visits).toMatchObject([{ method, url: '/hook/abc?x=1' }]);
  });

  it.each([
    ['/', 'GET'],
    ['/api/state', 'GET'],
    ['/hook/abd', 'POST'],
    ['/hook/abc/', 'POST'],
    ['/hook/abc/../../api', 'POST'],
    ['/hook/abc/%2e%2e/def', 'POST'],
    ['/hook/abc', 'PUT'],
    ['/hook/abc', 'DELETE'],
    ['/hook/abc', 'OPTIONS'],
  ])('answers %s by %s with a bare 404 of its own', async (path, method) => {
    const { edge, site } = await bound(onlyTheHook);
    const { status, body } = await ask(edge.probe, { ...edge, path, method });
    expect([status, body]).toEqual([404, '']);
    expect(site.visits).toEqual([]);
    expect(edge.requests).toMatchObject([{ url: path, by: 'policy', status: 404 }]);
  });

  it('answers in words of its own where the policy has some', async () => {
    const config = { status_code: 503, body: 'Away.', headers: { 'retry-after': '60' } };
    const { edge } = await bound({
      on_http_request: [{ actions: [{ type: 'custom-response', config }] }],
    });
    const { status, headers, body } = await ask(edge.probe, edge);
    expect([status, headers['retry-after'], body]).toEqual([503, '60', 'Away.']);
    expect(headers['content-type']).toMatch(/^text\/plain/);
  });

  it.each([
    ['all expressions of a rule to be true', ['req.method == "GET"', 'req.url.path == "/no"'], 404],
    ['== and !=', ["req.method != 'POST' && req.url.path == '/no'"], 404],
    ['&& before ||', ['true || false && false'], 404],
    ['parentheses', ['(true || false) && false'], 200],
    ['startsWith', ['req.url.path.startsWith("/n")'], 404],
    ['endsWith', ['req.url.path.endsWith("/n")'], 200],
    ['contains', ['!req.url.path.contains("x")'], 404],
    ['an escaped quote', ['req.url.path == "\\"no"'], 200],
    ['a path that was written in another way', ['req.url.path == "/no"'], 404],
  ])('understands %s', async (what, expressions, status) => {
    const { statusOf } = await bound(policyOf(...expressions));
    expect(await statusOf(what.startsWith('a path') ? '/%6e%6F?q' : '/no')).toBe(status);
  });

  it('carries out the first rule that applies', async () => {
    const rule = (path: string, status: number) => ({
      expressions: [`req.url.path == '${path}'`],
      actions: [{ type: 'deny', config: { status_code: status } }],
    });
    const { statusOf } = await bound({ on_http_request: [rule('/a', 401), rule('/b', 410)] });
    expect([await statusOf('/a'), await statusOf('/b'), await statusOf('/c')]).toEqual([
      401, 410, 200,
    ]);
  });
});

describe('a traffic policy that this service cannot carry out', () => {
  it.each([
    ['another phase', { on_http_response: [{ actions: [deny] }] }, 'phase "on_http_response"'],
    [
      'another action',
      { on_http_request: [{ actions: [{ type: 'rate-limit', config: {} }] }] },
      'action "rate-limit"',
    ],
    ['another variable', policyOf('conn.client_ip == "192.0.2.1"'), '"conn.client_ip"'],
    ['another function', policyOf('req.url.path.charAt("a")'), 'function "charAt"'],
    ['a global function', policyOf('size(req.url.path) == "3"'), '"size"'],
    ['a number', policyOf('req.method == 1'), '"1"'],
    ['another escape', policyOf('req.method == "\\u0041"'), 'escape'],
    [
      'interpolation',
      {
        on_http_request: [
          { actions: [{ type: 'custom-response', config: { body: `$\{req.method}` } }] },
        ],
      },
      'interpolation',
    ],
  ])('is refused by the name of what is unknown: %s', async (_, policy, words) => {
    const edge = await edgeForTest();
    const { code, message } = await refusalOf(connect(edge, { policy }));
    expect(code).toBeNull();
    expect(message).toContain('The stand-in for ngrok does not know');
    expect(message).toContain(words);
  });

  it('includes any other option that would change what passes', async () => {
    const edge = await edgeForTest();
    const { session } = await connect(edge);
    const listening = session.httpEndpoint().basicAuth('user', 'long-enough').listen();
    expect((await refusalOf(listening)).message).toContain('does not know the option "BasicAuth"');
  });

  // Source: ngrok.com/docs/errors/err_ngrok_2200, 2201, 2203, 2206, 2207, 2236 and 2264.
  it.each([
    ['an expression that is none', policyOf('req.method == '), 'ERR_NGROK_2200'],
    ['an expression that is no condition', policyOf('req.method'), 'ERR_NGROK_2200'],
    [
      'an action that ngrok has not',
      { on_http_request: [{ actions: [{ type: 'dny' }] }] },
      'ERR_NGROK_2201',
    ],
    [
      'a configuration that the action has not',
      { on_http_request: [{ actions: [{ type: 'deny', config: { status: 404 } }] }] },
      'ERR_NGROK_2203',
    ],
    ['what is no policy', { on_http_request: { actions: [deny] } }, 'ERR_NGROK_2236'],
    ['no action', { on_http_request: [{ actions: [] }] }, 'ERR_NGROK_2206'],
    [
      'an action after the last',
      { on_http_request: [{ actions: [deny, deny] }] },
      'ERR_NGROK_2207',
    ],
    [
      'more rules than the free plan has',
      { on_http_request: Array.from({ length: 6 }, () => ({ actions: [deny] })) },
      'ERR_NGROK_2264',
    ],
  ])('is refused as ngrok would: %s', async (_, policy, code) => {
    const edge = await edgeForTest();
    expect(await refusalOf(connect(edge, { policy }))).toMatchObject({ code });
  });
});
