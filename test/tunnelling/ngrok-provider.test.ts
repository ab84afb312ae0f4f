import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createNgrokProvider } from '../../main/tunnel/ngrok-provider.ts';
import type { SessionEvent } from '../../main/tunnel/provider.ts';
import { until } from '../support/until.ts';
import { HelperDouble, helperClass } from './support/helper-double.ts';

function secureServer(certificate: string): tls.Server {
  const pem = readFileSync(new URL(`../fixtures/ngrok-edge/${certificate}`, import.meta.url));
  return tls.createServer({ cert: pem, key: pem });
}

function provide(domain: string | null = null, port = 1) {
  const { start, made } = helperClass();
  let wanted = domain;
  const clock = { ms: 1_000_000 };
  const provider = createNgrokProvider({
    authtoken: 'token',
    domain: () => wanted,
    forwardTo: 'http://127.0.0.1:8080',
    server: { host: '127.0.0.1', port },
    ca: null,
    trafficPolicy: '{}',
    startHelper: start,
    now: () => clock.ms,
  });
  const open = () => {
    const events: SessionEvent[] = [];
    const session = provider.open((event) => events.push(event));
    const helper = made.at(-1) ?? new HelperDouble(() => {});
    return { events, session, helper, first: () => until('it tells', () => events[0] ?? null) };
  };
  const pin = (name: string): void => {
    wanted = name;
  };
  return { provider, open, pin, clock };
}

describe('a session of ngrok', () => {
  it('is asked for once its process listens, and asks for nothing before', () => {
    const { open } = provide('roll.ngrok.app');
    const { helper } = open();
    expect(helper.posted).toEqual([]);
    helper.report({ kind: 'ready' });
    expect(helper.posted).toMatchObject([
      { kind: 'open', domain: 'roll.ngrok.app', server: '127.0.0.1:1', authtoken: 'token' },
    ]);
  });

  it('asks for the domain that the first one told', () => {
    const { open, pin } = provide();
    const first = open();
    first.helper.report({ kind: 'ready' });
    expect(first.helper.posted).toMatchObject([{ domain: null }]);
    pin('roll.ngrok.app');
    const second = open();
    second.helper.report({ kind: 'ready' });
    expect(second.helper.posted).toMatchObject([{ domain: 'roll.ngrok.app' }]);
  });

  it('is not taken under another address than the one Mixpanel has', async () => {
    const { helper, first } = provide('roll.ngrok.app').open();
    helper.report({ kind: 'online', url: 'https://other.ngrok.app' });
    expect(await first()).toMatchObject({
      kind: 'ended',
      failure: {
        code: 'TUNNEL_DOMAIN_CHANGED',
        kind: 'final',
        details: { domain: 'roll.ngrok.app', given: 'other.ngrok.app' },
      },
    });
  });

  it.each([
    ['tcp', 'TUNNEL_BLOCKED', 'broken'],
    ['tls', 'TUNNEL_BLOCKED', 'broken'],
    ['session', 'TUNNEL_LOST', 'broken'],
    ['listener', 'TUNNEL_STOPPED_THERE', 'refused'],
    ['sdk', 'TUNNEL_HELPER_FAILED', 'refused'],
  ] as const)('that broke at its %s says so', async (at, code, kind) => {
    const { helper, first } = provide().open();
    helper.report({ kind: 'broken', at });
    expect(await first()).toMatchObject({ kind: 'ended', failure: { code, kind } });
  });

  it.each([
    [
      'whose certificate is out of date, so that the clock here is wrong',
      'expired.pem',
      'TUNNEL_CLOCK_WRONG',
    ],
    ['that shows another’s certificate', 'server.pem', 'TUNNEL_INTERCEPTED'],
    ['that speaks no TLS', null, 'TUNNEL_INTERCEPTED'],
  ] as const)('that broke at a service %s says so', async (_, certificate, code) => {
    const server = certificate === null ? http.createServer() : secureServer(certificate);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const { helper, first } = provide(null, port).open();
    helper.report({ kind: 'broken', at: 'tls' });
    expect(await first()).toMatchObject({
      kind: 'ended',
      failure: { code, details: { host: '127.0.0.1' } },
    });
    server.close();
  });

  it('is over when its process crashes', async () => {
    const { helper, first } = provide().open();
    helper.crash();
    expect(await first()).toMatchObject({ kind: 'ended', failure: { code: 'TUNNEL_LOST' } });
  });

  it('is not impressed by what its process can’t have said', () => {
    const { helper, events } = provide().open();
    helper.say({ kind: 'online', url: 5 });
    helper.say('online');
    expect(events).toEqual([]);
  });

  it('gives its domain back when it is left, and is killed when it is dead', async () => {
    const { open } = provide();
    const left = open();
    await left.session.leave();
    expect(left.helper.posted).toEqual([{ kind: 'close' }]);
    expect(left.helper.isKilled).toBe(false);
    const dead = open();
    await dead.session.cut();
    expect(dead.helper.posted).toEqual([]);
    expect(dead.helper.isKilled).toBe(true);
    expect([left.events, dead.events]).toEqual([[], []]);
  });

  it('that finds its domain still held for the one before says that, and not that it is another’s', async () => {
    const { open, clock } = provide('roll.ngrok.app');
    const before = open();
    before.helper.report({ kind: 'online', url: 'https://roll.ngrok.app' });
    clock.ms += 9 * 3_600_000;
    before.helper.report({ kind: 'beat' });
    await until('both are told', () => before.events.length === 2);
    await before.session.cut();
    const isRefused = async () => {
      const { helper, first } = open();
      helper.report({ kind: 'refused', code: 'ERR_NGROK_334' });
      return await first();
    };
    clock.ms += 20_000;
    expect(await isRefused()).toMatchObject({
      failure: { code: 'TUNNEL_DOMAIN_HELD', kind: 'broken', raw: 'ERR_NGROK_334' },
    });
    clock.ms += 41_000;
    expect(await isRefused()).toMatchObject({
      failure: { code: 'TUNNEL_DOMAIN_IN_USE', kind: 'refused' },
    });
  });

  it('that never had its domain, though it beat, says that another has it', async () => {
    const { helper, events } = provide('roll.ngrok.app').open();
    helper.report({ kind: 'beat' });
    helper.report({ kind: 'refused', code: 'ERR_NGROK_334' });
    await until('both are told', () => events.length === 2);
    expect(events[1]).toMatchObject({ failure: { code: 'TUNNEL_DOMAIN_IN_USE' } });
  });

  it('beats as ngrok’s own agent does where more often is refused', async () => {
    const { open, provider } = provide();
    const silenceMs = provider.silenceMs ?? 0;
    const { helper, first } = open();
    helper.report({ kind: 'refused', code: 'ERR_NGROK_111' });
    await first();
    const second = open();
    second.helper.report({ kind: 'ready' });
    expect(second.helper.posted).toMatchObject([{ heartbeat: { everyS: 10, toleranceS: 15 } }]);
    expect(provider.silenceMs).toBeGreaterThan(silenceMs);
  });
});

it('ngrok can’t be reached where nobody listens', async () => {
  expect(await provide().provider.reach()).toMatchObject({
    code: 'TUNNEL_BLOCKED',
    raw: 'ECONNREFUSED',
  });
});
