import { describe, expect, it } from 'vitest';
import { behindCloudEndpoint } from '../../main/tunnel/cloud-endpoint.ts';
import { broken } from '../../main/tunnel/failure.ts';
import { createManualProvider } from '../../main/tunnel/manual-provider.ts';
import type { Look } from '../../main/tunnel/watch-session.ts';
import { online, supervise } from './support/supervise.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const UNSURE = { kind: 'unsure', failure: broken('TUNNEL_NAME_UNKNOWN') } as const;

describe('a look through the public address', () => {
  it('is made every half hour: 1,440 of the 20,000 requests of a free month', async () => {
    const { service, timers } = await online();
    await timers.pass(8 * HOUR);
    expect(service.looks).toBe(1 + 16);
  });

  it('that fails on this computer’s own way out is a doubt, and no reason to end a session that beats', async () => {
    const { supervisor, service, timers, told } = await online();
    service.found = UNSURE;
    await timers.pass(HOUR);
    expect(supervisor.status).toMatchObject({
      state: 'online',
      doubt: { code: 'TUNNEL_NAME_UNKNOWN' },
    });
    expect(told).toEqual(['connecting', 'online']);
    service.found = { kind: 'through' };
    await timers.pass(HOUR);
    expect(supervisor.status.doubt).toBeNull();
  });

  it('that fails on this computer’s own way out is made again soon, as after waking up', async () => {
    const { supervisor, service, timers } = await online();
    service.found = UNSURE;
    supervisor.wake();
    await timers.pass(SECOND);
    expect(supervisor.status).toMatchObject({ state: 'online', doubt: UNSURE.failure });
    service.found = { kind: 'through' };
    await timers.pass(5 * SECOND);
    expect(supervisor.status).toMatchObject({ state: 'online', doubt: null });
  });

  it('costs hardly more requests in a day on which none comes through', async () => {
    const { service, timers } = await online();
    service.found = UNSURE;
    await timers.pass(24 * HOUR);
    expect(service.looks).toBeGreaterThan(48);
    expect(service.looks).toBeLessThanOrEqual(1 + 48 + 5);
  });

  it('is spared where something came through by itself, and a doubt is over then', async () => {
    const { supervisor, service, timers } = await online();
    service.found = UNSURE;
    supervisor.tryNow();
    await timers.pass(SECOND);
    expect(supervisor.status.doubt).not.toBeNull();
    const { looks } = service;
    for (let time = 1; time <= 10; time += 1) {
      supervisor.cameThrough();
      expect(supervisor.status).toMatchObject({ doubt: null, provenAtMs: timers.now() });
      await timers.pass(29 * MINUTE);
    }
    expect(service.looks).toBe(looks);
    await timers.pass(MINUTE);
    expect(supervisor.status.doubt).not.toBeNull();
    await supervisor.stop();
    supervisor.cameThrough();
    expect(supervisor.status).toMatchObject({ state: 'off', provenAtMs: null });
  });

  it('is made at once when the person asks, so that a doubt need not last', async () => {
    const { supervisor, service, timers } = await online();
    service.found = UNSURE;
    supervisor.tryNow();
    await timers.pass(SECOND);
    expect(supervisor.status.doubt).not.toBeNull();
    service.found = { kind: 'through' };
    supervisor.tryNow();
    await timers.pass(SECOND);
    expect(supervisor.status).toMatchObject({ state: 'online', doubt: null });
    const { looks } = service;
    await supervisor.stop();
    supervisor.tryNow();
    await timers.pass(SECOND);
    expect(service.looks).toBe(looks);
  });

  it('that says twice that nobody is there ends the session, and ever more rarely if that lasts', async () => {
    const { supervisor, service, timers } = supervise();
    service.found = { kind: 'elsewhere', failure: broken('TUNNEL_ENDPOINT_OFFLINE') };
    supervisor.start(service.provider);
    await timers.pass(10 * MINUTE);
    expect(service.openedAtMs.length).toBeGreaterThan(5);
    expect(service.openedAtMs.length).toBeLessThan(40);
    service.found = { kind: 'through' };
    await timers.pass(30 * SECOND);
    expect(supervisor.status).toMatchObject({ state: 'online', doubt: null });
  });
});

describe('an address that led elsewhere for long', () => {
  const ELSEWHERE: Look = { kind: 'elsewhere', failure: broken('TUNNEL_ENDPOINT_OFFLINE') };
  const MISSING: Look = {
    kind: 'elsewhere',
    failure: { ...broken('TUNNEL_CLOUD_MISSING'), kind: 'refused' },
  };

  it.each([30 * SECOND, MINUTE, 10 * MINUTE])(
    'is back within 30 s when it was ngrok’s to mend, after %i ms as well',
    async (ms) => {
      const { supervisor, service, timers } = supervise(() => 1);
      service.found = ELSEWHERE;
      supervisor.start(service.provider);
      await timers.pass(ms);
      expect(supervisor.status.state).not.toBe('failed');
      service.found = { kind: 'through' };
      await timers.pass(30 * SECOND);
      expect(supervisor.status).toMatchObject({ state: 'online', doubt: null });
    },
  );

  it('is asked every few seconds when it is a tunnel of the person’s own, which may be mended at any time', async () => {
    const { supervisor, service, timers } = supervise(() => 1);
    service.found = ELSEWHERE;
    const look = async (): Promise<Look> => service.found;
    supervisor.start(createManualProvider('https://own.example', look));
    await timers.pass(10 * MINUTE);
    expect(supervisor.status.state).toBe('connecting');
    service.found = { kind: 'through' };
    await timers.pass(10 * SECOND);
    expect(supervisor.status.state).toBe('online');
  });

  it('is asked rarely when only the person can make the cloud endpoint lead here, and often again once told to', async () => {
    const { supervisor, service, timers } = supervise();
    service.found = MISSING;
    supervisor.start(behindCloudEndpoint(service.provider, 'roll.example.com'));
    await timers.pass(HOUR);
    expect(service.looks).toBeGreaterThanOrEqual(10);
    expect(service.looks).toBeLessThan(20);
    expect(supervisor.status).toMatchObject({
      state: 'failed',
      failure: { code: 'TUNNEL_CLOUD_MISSING' },
    });
    supervisor.tryNow();
    await timers.pass(3 * SECOND);
    service.found = { kind: 'through' };
    // What was mended may take a while to be known everywhere.
    await timers.pass(15 * SECOND);
    expect(supervisor.status).toMatchObject({ state: 'online', doubt: null });
  });

  it('counts from the last time that something came through', async () => {
    const { supervisor, service, timers } = supervise();
    supervisor.start(behindCloudEndpoint(service.provider, 'roll.example.com'));
    for (let time = 1; time <= 8; time += 1) {
      await timers.pass(MINUTE);
      expect(supervisor.status, `time ${time}`).toMatchObject({ state: 'online', doubt: null });
      service.found = MISSING;
      service.cut();
      await timers.pass(5 * SECOND);
      expect(supervisor.status.provenAtMs, `time ${time}`).toBeLessThan(timers.now() - 5 * SECOND);
      service.found = { kind: 'through' };
    }
  });
});
