import { afterAll, describe, expect } from 'vitest';
import { followState } from '../../shared/api/follow-state.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { type ClockedApp, test } from './support/clocked-app.ts';
import { at, HOUR, MINUTE } from './support/history.ts';

afterAll(removeDataFolders);

/** A morning at half an hour: everybody at nine, the last pair at half past ten. */
async function morning(app: ClockedApp): Promise<void> {
  await app.startAt(at('8:55'));
  await app.sync(at('9:00'), { everybody: ['ann', 'bob', 'cid'] });
  for (const time of ['9:30', '10:00', '10:30']) await app.sync(at(time));
}

async function onlyCohort(app: ClockedApp) {
  const [cohort] = (await app.snapshot()).cohorts;
  if (cohort === undefined) throw new Error('There is no cohort.');
  return cohort;
}

describe('a day with Rollcall', () => {
  test('tells when the next sync is expected, then that it is late, then that all is silent', async ({
    app,
  }) => {
    await morning(app);
    expect(await onlyCohort(app)).toMatchObject({
      rhythm: { kind: 'known', everyMs: 30 * MINUTE },
      nextExpected: { atMs: at('11:00'), missed: 0 },
      silence: null,
    });
    app.passUntil(at('11:15'));
    expect((await onlyCohort(app)).nextExpected).toMatchObject({ atMs: at('11:30'), missed: 1 });
    app.passUntil(at('11:45'));
    expect(await onlyCohort(app)).toMatchObject({
      nextExpected: null,
      silence: { sinceMs: at('10:30'), missed: 2, cause: { kind: 'stopped' } },
    });
    await app.sync(at('12:00'));
    expect(await onlyCohort(app)).toMatchObject({
      nextExpected: { atMs: at('12:30'), missed: 0 },
      silence: null,
    });
  });

  test('forecasts the month, and says how long a pause is safe', async ({ app }) => {
    await morning(app);
    const { forecast, pauseSafeUntilMs } = await app.snapshot();
    expect(forecast).toMatchObject({ requestsPerMonth: 4320, level: 'fine' });
    expect(pauseSafeUntilMs).toBe(at('10:30', 3));
  });

  test('after a night tells how long it was away, and what was caught up', async ({ app }) => {
    await morning(app);
    app.passUntil(at('10:40'));
    await app.quit();
    await app.startAt(at('9:05', 1));
    expect((await app.snapshot()).absence).toEqual({
      fromMs: at('10:40'),
      toMs: at('9:05', 1),
      waiting: [1],
      keptUntilMs: at('10:30', 3),
      caughtUp: null,
    });
    expect(await onlyCohort(app)).toMatchObject({
      nextExpected: { atMs: at('9:30', 1), missed: 0 },
      silence: null,
    });
    await app.sync(at('9:30', 1), { joined: ['dan', 'eve', 'fay'], left: ['ann'] });
    await app.sync(at('10:00', 1), { joined: ['gus'] });
    expect((await app.snapshot()).absence).toMatchObject({
      waiting: [],
      keptUntilMs: null,
      caughtUp: { joined: 3, left: 1 },
    });
  });

  test('calls nobody silent on waking, though no timer has noticed the sleep yet', async ({
    app,
  }) => {
    await morning(app);
    app.setClock(at('9:05', 1));
    const { cohorts, absence } = await app.snapshot();
    expect(cohorts).toMatchObject([
      { nextExpected: { atMs: at('9:30', 1), missed: 0 }, silence: null },
    ]);
    expect(absence).toMatchObject({ fromMs: at('10:30'), toMs: at('9:05', 1), waiting: [1] });
  });

  test('does not call the person’s own pause a silence', async ({ app }) => {
    await morning(app);
    app.passUntil(at('10:45'));
    await app.client.call('settings.update', { paused: true });
    app.passUntil(at('16:00'));
    expect((await onlyCohort(app)).silence).toBeNull();
    await app.client.call('settings.update', { paused: false });
    app.passUntil(at('16:20'));
    expect((await onlyCohort(app)).silence).toBeNull();
    app.passUntil(at('17:45'));
    expect((await onlyCohort(app)).silence).toMatchObject({ missed: 3 });
  });

  test('shows what came once as of then', async ({ app }) => {
    await app.startAt(at('8:55'));
    await app.sync(at('9:00'), { everybody: ['ann'] });
    app.passUntil(at('9:00', 40));
    expect(await onlyCohort(app)).toMatchObject({ rhythm: { kind: 'once' }, silence: null });
  });

  test('tells a screen of a missed sync at its moment, though nothing happens', async ({ app }) => {
    await morning(app);
    const expected = (await onlyCohort(app)).nextExpected;
    const lateAtMs = (expected?.atMs ?? 0) + (expected?.toleranceMs ?? 0);
    const told: number[] = [];
    const { client } = app;
    followState(client, ({ cohorts }) => {
      told.push(cohorts[0]?.nextExpected?.missed ?? -1);
    });
    app.passUntil(lateAtMs - 300);
    // What is shown is read anew, and the next moment at which it changes lies 300 ms ahead.
    expect((await onlyCohort(app)).nextExpected?.missed).toBe(0);
    app.passUntil(lateAtMs);
    await until('the screen was told', () => told.includes(1));
  });
});

describe('the addresses that Mixpanel was given', () => {
  const first = 'https://one.example.com';
  const second = 'https://two.example.com';
  const useTunnel = (app: ClockedApp, publicUrl: string) =>
    app.client.call('tunnel.configure', { provider: 'manual', publicUrl });
  const inForce = async (app: ClockedApp) => (await app.snapshot()).tunnel.publicHookUrl ?? '';

  test('are remembered over a restart, and an alert says when one holds no longer', async ({
    app,
  }) => {
    await app.startAt(at('9:00'));
    await useTunnel(app, first);
    const address = await inForce(app);
    await app.client.call('hook.noteCopied', { address, connection: 'Weekly' });
    expect((await app.snapshot()).urlAlert).toBeNull();
    await app.quit();
    await app.startAt(at('9:01'));
    app.setClock(at('10:00'));
    await useTunnel(app, second);
    const { urlAlert } = await app.snapshot();
    expect(urlAlert).toMatchObject({
      inForce: await inForce(app),
      differing: [{ address, connection: 'Weekly', copiedAtMs: at('9:00'), isInUse: true }],
    });
    const [{ id } = { id: 0 }] = await app.client.call('hook.handedOut', {});
    await app.client.call('hook.forget', { id });
    expect((await app.snapshot()).urlAlert).toBeNull();
    expect(await app.client.call('hook.handedOut', {})).toEqual([]);
  });

  test('are learnt from the host that syncs come over', async ({ app }) => {
    await app.startAt(at('9:00'));
    await useTunnel(app, first);
    const address = await inForce(app);
    await app.sync(at('9:05'), { everybody: ['ann'], host: 'one.example.com' });
    await app.snapshot();
    expect(await app.client.call('hook.handedOut', {})).toMatchObject([
      { address, copiedAtMs: null, usedAtMs: at('9:05'), isInForce: true, isInUse: true },
    ]);
    app.setClock(at('9:10'));
    await useTunnel(app, second);
    expect((await app.snapshot()).urlAlert?.differing).toMatchObject([{ address }]);
    await app.sync(at('9:35'), { host: 'two.example.com' });
    expect((await app.snapshot()).urlAlert).toBeNull();
  });

  test('are no longer in use where the person says so, until a sync comes over them again', async ({
    app,
  }) => {
    await app.startAt(at('9:00'));
    await useTunnel(app, first);
    await app.sync(at('9:05'), { everybody: ['ann'], host: 'one.example.com' });
    await app.snapshot();
    app.passUntil(at('9:10'));
    await useTunnel(app, second);
    const [{ id } = { id: 0 }] = (await app.snapshot()).urlAlert?.differing ?? [];
    await app.client.call('hook.forget', { id });
    expect((await app.snapshot()).urlAlert).toBeNull();
    expect(await app.client.call('hook.handedOut', {})).toEqual([]);
    await app.quit();
    await app.startAt(at('9:11'));
    await useTunnel(app, second);
    expect((await app.snapshot()).urlAlert).toBeNull();
    await app.sync(at('9:35'), { host: 'one.example.com' });
    expect((await app.snapshot()).urlAlert?.differing).toMatchObject([
      { id, isInUse: true, usedAtMs: at('9:35') },
    ]);
  });

  test('do not include the name that a proxy of one’s own calls this computer by', async ({
    app,
  }) => {
    await app.startAt(at('9:00'));
    await useTunnel(app, first);
    await app.sync(at('9:05'), { everybody: ['ann'], host: 'upstream.example.net' });
    expect((await app.snapshot()).urlAlert).toBeNull();
    await app.sync(at('9:35'), { host: 'one.example.com:443' });
    expect((await app.snapshot()).urlAlert).toBeNull();
    const address = await inForce(app);
    expect(await app.client.call('hook.handedOut', {})).toMatchObject([{ address, isInUse: true }]);
  });

  test('do not include what only this computer can reach', async ({ app }) => {
    await app.startAt(at('9:00'));
    const { hookUrl } = await app.snapshot();
    await app.client.call('hook.noteCopied', { address: hookUrl });
    await app.sync(at('9:00') + HOUR, { everybody: ['ann'] });
    await app.snapshot();
    expect(await app.client.call('hook.handedOut', {})).toEqual([]);
  });
});
