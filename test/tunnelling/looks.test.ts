import { describe, expect, it } from 'vitest';
import { broken } from '../../main/tunnel/failure.ts';
import { online, supervise } from './support/supervise.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('a look through the public address', () => {
  it('is made every half hour: 1,440 of the 20,000 requests of a free month', async () => {
    const { service, timers } = await online();
    await timers.pass(8 * HOUR);
    expect(service.looks).toBe(1 + 16);
  });

  it('that fails on this computer’s own way out is a doubt, and no reason to end a session that beats', async () => {
    const { supervisor, service, timers, told } = await online();
    service.found = { kind: 'unsure', failure: broken('TUNNEL_NAME_UNKNOWN') };
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

  it('is made at once when the person asks, so that a doubt need not last', async () => {
    const { supervisor, service, timers } = await online();
    service.found = { kind: 'unsure', failure: broken('TUNNEL_NAME_UNKNOWN') };
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
