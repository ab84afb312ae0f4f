import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { broken, type Failure, final } from '../../main/tunnel/failure.ts';
import { online, supervise } from './support/supervise.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const OFFLINE = broken('TUNNEL_OFFLINE');
const IN_USE: Failure = { ...broken('TUNNEL_DOMAIN_IN_USE', {}, 'ERR_NGROK_334'), kind: 'refused' };
const WRONG_TOKEN = final('TUNNEL_TOKEN_WRONG', {}, 'ERR_NGROK_107');

describe('a tunnel', () => {
  it('connects, is online under the address it was given, and proves it by a look', async () => {
    const { supervisor, service, told, timers } = await online();
    expect(told).toEqual(['connecting', 'online']);
    expect(supervisor.status).toMatchObject({ origin: service.origin, failure: null, doubt: null });
    expect(supervisor.status.provenAtMs).toBe(timers.now() - 700);
  });

  it('is off after it was stopped, its session left and nothing waiting', async () => {
    const { supervisor, service, timers } = await online();
    await supervisor.stop();
    expect(supervisor.status.state).toBe('off');
    expect(service.endings).toEqual(['left']);
    expect(timers.waiting).toBe(0);
  });

  it('that can’t begin a session tries again, and is online once it can', async () => {
    const { supervisor, service, timers } = supervise();
    let fails = 2;
    const open: typeof service.provider.open = (tell) => {
      fails -= 1;
      if (fails >= 0) throw new Error('There is no memory for another process.');
      return service.provider.open(tell);
    };
    supervisor.start({ ...service.provider, open });
    await timers.pass(100);
    expect(supervisor.status.failure?.code).toBe('TUNNEL_HELPER_FAILED');
    await timers.pass(2 * MINUTE);
    expect(supervisor.status).toMatchObject({ state: 'online', failure: null });
    await supervisor.stop();
    expect(timers.waiting).toBe(0);
  });

  it.each([
    ['while it connects', async () => {}],
    [
      'while the service is away',
      async ({ service, timers }: ReturnType<typeof supervise>) => {
        service.outage = OFFLINE;
        service.cut();
        await timers.pass(MINUTE);
      },
    ],
    [
      'while it waits to try again',
      async ({ service, timers }: ReturnType<typeof supervise>) => {
        service.refusal = IN_USE;
        await timers.pass(MINUTE);
      },
    ],
    [
      'while only the person can help',
      async ({ service, timers }: ReturnType<typeof supervise>) => {
        service.refusal = WRONG_TOKEN;
        await timers.pass(MINUTE);
      },
    ],
  ])('can be stopped %s', async (_, until) => {
    const life = supervise();
    life.supervisor.start(life.service.provider);
    await until(life);
    await Promise.all([life.supervisor.stop(), life.timers.pass(0)]);
    expect(life.supervisor.status.state).toBe('off');
    expect(life.service.openSessions).toBe(0);
    expect(life.timers.waiting).toBe(0);
  });

  it('says that it is not online in the moment in which its session breaks', async () => {
    const { supervisor, service } = await online();
    service.cut();
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(supervisor.status).toMatchObject({ state: 'reconnecting', origin: null });
    expect(supervisor.status.failure?.code).toBe('TUNNEL_LOST');
  });

  it('has a new session at once when only the session broke, and the old one is cut', async () => {
    const { supervisor, service, timers } = await online();
    await timers.pass(MINUTE);
    service.cut();
    await timers.pass(400);
    expect(supervisor.status.state).toBe('online');
    expect(service.endings).toEqual(['cut']);
    expect(service.openSessions).toBe(1);
  });

  it('is online within 5 s of the return also when it is cut over and over', async () => {
    const { supervisor, service, timers } = await online(() => 1);
    for (let cut = 1; cut <= 20; cut += 1) {
      service.outage = OFFLINE;
      service.cut();
      await timers.pass(700);
      service.outage = null;
      await timers.pass(5 * SECOND);
      expect(supervisor.status.state, `cut ${cut}`).toBe('online');
      service.cut();
      await timers.pass(3 * SECOND);
      expect(supervisor.status.state, `cut ${cut}`).toBe('online');
    }
  });

  it.each([
    ['a second', SECOND],
    ['10 seconds', 10 * SECOND],
    ['3 minutes', 3 * MINUTE],
    ['7 hours', 7 * HOUR],
  ])('is online within 5 s of the service’s return after %s', async (_, outageMs) => {
    const { supervisor, service, timers } = await online(() => 1);
    service.outage = OFFLINE;
    service.cut();
    await timers.pass(outageMs);
    expect(supervisor.status).toMatchObject({
      state: 'reconnecting',
      failure: { code: 'TUNNEL_OFFLINE' },
    });
    service.outage = null;
    await timers.pass(5 * SECOND);
    expect(supervisor.status.state).toBe('online');
  });

  it('waits longer each time a session fails, and less than 30 s', async () => {
    const { supervisor, service, timers } = supervise(() => 1);
    service.refusal = IN_USE;
    supervisor.start(service.provider);
    await timers.pass(10 * MINUTE);
    const gaps = service.openedAtMs.slice(1).map((at, i) => at - (service.openedAtMs[i] ?? 0));
    expect(gaps.slice(0, 6)).toEqual(gaps.slice(0, 6).toSorted((a, b) => a - b));
    expect(Math.max(...gaps)).toBeLessThan(30 * SECOND);
    expect(gaps.at(-1)).toBeGreaterThan(20 * SECOND);
    expect(supervisor.status).toMatchObject({ state: 'failed', failure: { raw: 'ERR_NGROK_334' } });
    service.refusal = null;
    await timers.pass(30 * SECOND);
    expect(supervisor.status.state).toBe('online');
  });

  it('hardly tries again what only the person can change, until it is told to', async () => {
    const { supervisor, service, timers } = supervise();
    service.refusal = WRONG_TOKEN;
    supervisor.start(service.provider);
    await timers.pass(HOUR);
    expect(service.openedAtMs).toHaveLength(4);
    expect(supervisor.status).toMatchObject({ state: 'failed', failure: { raw: 'ERR_NGROK_107' } });
    service.refusal = null;
    supervisor.tryNow();
    await timers.pass(SECOND);
    expect(supervisor.status.state).toBe('online');
  });

  it.each([
    ['connects, as before, when it was never online', 'connecting'],
    ['connects again when it was online', 'reconnecting'],
  ])('that was refused and then lost the network %s', async (_, state) => {
    const { supervisor, service, timers } = state === 'reconnecting' ? await online() : supervise();
    service.refusal = WRONG_TOKEN;
    if (state === 'reconnecting') service.cut(WRONG_TOKEN);
    else supervisor.start(service.provider);
    await timers.pass(MINUTE);
    expect(supervisor.status.state).toBe('failed');
    service.outage = OFFLINE;
    supervisor.tryNow();
    await timers.pass(SECOND);
    expect(supervisor.status).toMatchObject({ state, failure: { code: 'TUNNEL_OFFLINE' } });
  });

  it('waits no longer when it is told to try now', async () => {
    const { supervisor, service, timers } = supervise();
    service.refusal = IN_USE;
    supervisor.start(service.provider);
    await timers.pass(5 * MINUTE);
    const before = service.openedAtMs.length;
    service.refusal = null;
    supervisor.tryNow();
    await timers.pass(SECOND);
    expect(service.openedAtMs).toHaveLength(before + 1);
    expect(supervisor.status.state).toBe('online');
  });
});

describe('a session that says nothing any more', () => {
  it('is dropped when nothing comes through it either', async () => {
    const { supervisor, service, timers, told } = await online();
    await timers.pass(5 * SECOND);
    service.isSilent = true;
    await timers.pass(8 * SECOND);
    expect(supervisor.status).toMatchObject({ state: 'reconnecting', origin: null });
    expect(supervisor.status.failure?.code).toBe('TUNNEL_SILENT');
    expect(told).toEqual(['connecting', 'online', 'reconnecting']);
    service.isSilent = false;
    // A session that was begun in the silence is given up first.
    await timers.pass(15 * SECOND);
    expect(supervisor.status.state).toBe('online');
    expect(service.openSessions).toBe(1);
  });

  it('is kept when only a beat was late', async () => {
    const { supervisor, service, timers, told } = await online();
    service.delaysLooksMs = 3 * SECOND;
    service.isSilent = true;
    await timers.pass(9 * SECOND);
    service.isSilent = false;
    await timers.pass(MINUTE);
    expect(supervisor.status.state).toBe('online');
    expect(told).toEqual(['connecting', 'online']);
  });

  it('is kept while its beats come, without a look for each', async () => {
    const { service, timers, told } = await online();
    await timers.pass(20 * MINUTE);
    expect(told).toEqual(['connecting', 'online']);
    expect(service.looks).toBe(1);
    expect(service.openedAtMs).toHaveLength(1);
  });
});

describe('sleep', () => {
  it('is noticed by the clock: the session from before is dropped and a new one built', async () => {
    const { supervisor, service, timers, told } = await online();
    await timers.sleep(9 * HOUR);
    await timers.pass(SECOND);
    expect(told).toEqual(['connecting', 'online', 'reconnecting', 'online']);
    expect(supervisor.status.state).toBe('online');
    expect(service.endings).toEqual(['cut']);
  });

  it('is told by the system: a wait from before is over', async () => {
    const { supervisor, service, timers } = supervise();
    service.refusal = WRONG_TOKEN;
    supervisor.start(service.provider);
    await timers.pass(HOUR);
    service.refusal = null;
    supervisor.wake();
    await timers.pass(SECOND);
    expect(supervisor.status.state).toBe('online');
  });

  it('that both of them tell of costs one session', async () => {
    const { supervisor, service, timers } = await online();
    const sleeping = timers.sleep(9 * HOUR);
    supervisor.wake();
    await sleeping;
    await timers.pass(MINUTE);
    expect(service.openedAtMs).toHaveLength(2);
    expect(supervisor.status.state).toBe('online');
  });

  it('wakes nothing that is off', async () => {
    const { supervisor, service, timers } = await online();
    await supervisor.stop();
    supervisor.wake();
    supervisor.tryNow();
    await timers.pass(HOUR);
    expect(service.openSessions).toBe(0);
    expect(supervisor.status.state).toBe('off');
  });
});

it('lives through a working day', async () => {
  const random = pseudoRandom(7);
  const { supervisor, service, timers } = supervise(random);
  const listeners = countListeners();
  const happened = new Map<string, number>();
  supervisor.start(service.provider);
  const startedAtMs = timers.now();
  const day: Record<string, () => Promise<void> | void> = {
    'the Wi-Fi changes': () => {
      service.outage = OFFLINE;
      service.cut(OFFLINE);
    },
    'it is back': () => {
      service.outage = null;
      service.isSilent = false;
    },
    'the session breaks': () => service.cut(),
    'the service goes silent': () => {
      service.isSilent = true;
    },
    'the lid is closed over lunch': () => timers.sleep(40 * MINUTE),
    'the system says that it woke up': () => supervisor.wake(),
    'the person is impatient': () => supervisor.tryNow(),
    'another domain is chosen': async () => {
      service.origin = `https://name-${Math.floor(random() * 1_000)}.ngrok.app`;
      await supervisor.stop();
      supervisor.start(service.provider);
    },
    'the token is revoked': () => {
      service.refusal = WRONG_TOKEN;
      service.cut(WRONG_TOKEN);
    },
    'a new token is entered': async () => {
      service.refusal = null;
      await supervisor.stop();
      supervisor.start(service.provider);
    },
    'another computer takes the domain': () => {
      service.refusal = IN_USE;
      service.cut();
    },
    'that one is closed': () => {
      if (service.refusal === IN_USE) service.refusal = null;
    },
  };
  const names = Object.keys(day);
  while (timers.now() - startedAtMs < 8 * HOUR) {
    const name = names[Math.floor(random() * names.length)] ?? '';
    await day[name]?.();
    happened.set(name, (happened.get(name) ?? 0) + 1);
    await timers.pass(Math.floor(random() * 4 * MINUTE));
    // The longest wait between two tries, and the longest time for one.
    await timers.pass(45 * SECOND);
    expect(service.openSessions, name).toBeLessThanOrEqual(1);
    // Of one session: its opening, its silence, its looks, its beats; and of the supervisor: the clock, a wait.
    expect(timers.waiting, name).toBeLessThanOrEqual(6);
    expect(listeners.count(), name).toBeLessThanOrEqual(1);
    const { state, origin } = supervisor.status;
    if (state === 'online') expect(origin, name).toBe(service.origin);
    if (service.outage !== null || service.isSilent) expect(state, name).not.toBe('online');
    else expect(state, name).toBe(service.refusal === null ? 'online' : 'failed');
  }
  service.outage = null;
  service.refusal = null;
  service.isSilent = false;
  supervisor.tryNow();
  await timers.pass(30 * SECOND);
  expect(supervisor.status.state).toBe('online');
  expect(service.openSessions).toBe(1);
  expect([...happened.keys()].toSorted()).toEqual(names.toSorted());
  expect(timers.now() - startedAtMs).toBeGreaterThanOrEqual(8 * HOUR);
  await supervisor.stop();
  expect(timers.waiting).toBe(0);
  expect(service.openSessions).toBe(0);
  expect(service.endings).toHaveLength(service.openedAtMs.length);
  expect(listeners.count()).toBe(0);
});

/** How many more listeners have been added to signals since now than were removed. */
function countListeners() {
  const added = vi.spyOn(EventTarget.prototype, 'addEventListener');
  const removed = vi.spyOn(EventTarget.prototype, 'removeEventListener');
  onTestFinished(() => {
    added.mockRestore();
    removed.mockRestore();
  });
  const ofSignals = ({ mock }: typeof added | typeof removed): number =>
    mock.contexts.filter((target) => target instanceof AbortSignal).length;
  return { count: () => ofSignals(added) - ofSignals(removed) };
}

function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
