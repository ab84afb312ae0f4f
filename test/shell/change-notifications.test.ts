import { afterAll, describe, expect } from 'vitest';
import { createChangeNotifier } from '../../main/electron/change-notifications.ts';
import type { DesktopSettings } from '../../main/electron/desktop-settings.ts';
import { createFollowedCohorts } from '../../main/electron/followed-cohorts.ts';
import type { Place } from '../../main/electron/page-url.ts';
import { followState } from '../../shared/api/follow-state.ts';
import type { AppClient } from '../api/support/with-api.ts';
import { test } from '../api/support/with-api.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { ClockDouble } from './support/clock-double.ts';
import { rememberedSettings } from './support/remembered.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';
import { notificationClass } from './support/tray-doubles.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FIRST = { action: 'members', session: 'first' } as const;

/** The quiet hours that are now. */
function quietNow() {
  const now = new Date();
  const minute = now.getHours() * 60 + now.getMinutes();
  return { fromMinute: (minute + 1_380) % 1_440, toMinute: (minute + 60) % 1_440 };
}

async function makeNotifier(client: AppClient, change: Partial<DesktopSettings> = {}) {
  const { Notification, made } = notificationClass();
  const remembered = await rememberedSettings(change);
  const clock = new ClockDouble(Date.now);
  const shown: Place[] = [];
  const errors: unknown[] = [];
  const start = () => {
    const notifier = createChangeNotifier({
      Notification,
      remembered,
      client,
      now: clock.now,
      alarm: clock.alarm,
      show: (place) => shown.push(place),
      onError: (error) => errors.push(error),
    });
    const ended = followState(client, notifier.update);
    const look = async () => await notifier.update(await client.call('app.snapshot', {}));
    const close = () => {
      ended();
      notifier.close();
    };
    return { look, close };
  };
  const { follow, setNotificationRules } = createFollowedCohorts({
    remembered,
    canNotify: () => true,
  });
  const isKnown = (cohort: number) =>
    until('what came before is known', () => Number.isInteger(remembered.value.followed[cohort]));
  const running = start();
  return {
    ...running,
    start,
    isKnown,
    clock,
    made,
    shown,
    errors,
    texts: () => made.map(({ options }) => [options.title, options.body]),
    setRules: async (rules: Parameters<typeof setNotificationRules>[0]) => {
      await setNotificationRules(rules);
      await running.look();
    },
    /** The person follows cohorts, and all that came before is known. */
    async follow(...cohorts: number[]) {
      for (const cohort of cohorts) await follow(cohort, true);
      await running.look();
      for (const cohort of cohorts) await isKnown(cohort);
    },
    unfollow: async (cohort: number) => {
      await follow(cohort, false);
      await running.look();
    },
    isGathering: () => until('it gathers', () => clock.nextMs !== null),
  };
}

describe('a followed cohort', () => {
  test('is told of, once its changes are gathered: counts, and nobody’s name', async ({
    connect,
    deliver,
  }) => {
    const client = await connect('ipc');
    await deliver({ ...FIRST, members: ['anna', 'ben'] });
    const notifier = await makeNotifier(client);
    await notifier.follow(1);
    await deliver({ action: 'add_members', session: 'a', members: ['chie', 'dai'] });
    await deliver({ action: 'remove_members', session: 'a', members: ['ben'] });
    await notifier.isGathering();
    expect(notifier.made).toEqual([]);
    notifier.clock.pass(16 * MINUTE_MS);
    await until('it is told', () => notifier.made.length > 0);
    expect(notifier.texts()).toEqual([['Cohort 7 changed', '2 joined, 1 left']]);
    notifier.made[0]?.emit('click');
    expect(notifier.shown).toEqual([{ screen: 'cohort', cohort: 1 }]);
    expect(notifier.errors).toEqual([]);
  });

  test('is told of by each sync, if the person wants it so', async ({ connect, deliver }) => {
    const client = await connect('ipc');
    await deliver({ ...FIRST, members: ['anna', 'ben'] });
    const notifier = await makeNotifier(client, { gatherMinutes: 0 });
    await notifier.follow(1);
    await deliver({ action: 'add_members', session: 'a', members: ['chie'] });
    await until('it is told', () => notifier.made.length === 1);
    await deliver({ action: 'remove_members', session: 'b', members: ['anna', 'ben'] });
    await until('it is told again', () => notifier.made.length === 2);
    expect(notifier.texts().map(([, body]) => body)).toEqual(['1 joined', '2 left']);
  });

  test('is not told of for its first sync, nor for one that changes nobody', async ({
    connect,
    deliver,
  }) => {
    const client = await connect('ipc');
    await deliver({ ...FIRST, totalPages: 2, members: ['anna'] });
    const notifier = await makeNotifier(client, { gatherMinutes: 0, followed: { 1: null } });
    await deliver({ ...FIRST, totalPages: 2, page: 2, members: ['ben'] });
    await notifier.isKnown(1);
    await deliver({ action: 'members', session: 'again', members: ['anna', 'ben'] });
    await deliver({ action: 'add_members', session: 'a', members: ['chie'] });
    await until('it is told', () => notifier.made.length > 0);
    expect(notifier.texts()).toEqual([['Cohort 7 changed', '1 joined']]);
  });

  test('is told of once all pages are here, not page by page', async ({ connect, deliver }) => {
    const client = await connect('ipc');
    await deliver({ ...FIRST, members: ['anna'] });
    const notifier = await makeNotifier(client, { gatherMinutes: 0 });
    await notifier.follow(1);
    const sync = { action: 'members', session: 's', totalPages: 2 } as const;
    await deliver({ ...sync, page: 1, members: ['ben', 'chie'] });
    await deliver({ ...sync, page: 2, members: ['dai'] });
    await until('it is told', () => notifier.made.length > 0);
    expect(notifier.texts()).toEqual([['Cohort 7 changed', '3 joined, 1 left']]);
  });

  test('is told of no more once the person has enough', async ({ connect, deliver }) => {
    const client = await connect('ipc');
    await deliver({ ...FIRST, members: ['anna'] });
    const notifier = await makeNotifier(client);
    await notifier.follow(1);
    await deliver({ action: 'add_members', session: 'a', members: ['ben'] });
    await notifier.isGathering();
    await notifier.unfollow(1);
    await until('nothing is to be told', () => notifier.clock.nextMs === null);
    notifier.clock.pass(HOUR_MS);
    expect(notifier.made).toEqual([]);
  });
});

describe('several cohorts', () => {
  test('are told of in one notification, which leads to the one that changed most', async ({
    connect,
    deliver,
  }) => {
    const client = await connect('ipc');
    for (const cohort of ['1', '2', '3', '4']) await deliver({ ...FIRST, cohort, members: ['a'] });
    const notifier = await makeNotifier(client);
    await notifier.follow(1, 2, 3);
    const add = { action: 'add_members', session: 's' } as const;
    await deliver({ ...add, cohort: '1', members: ['b'] });
    await deliver({ ...add, cohort: '2', members: ['b', 'c', 'd'] });
    await deliver({ ...add, cohort: '3', members: ['b'] });
    await deliver({ action: 'remove_members', session: 's', cohort: '3', members: ['a'] });
    await deliver({ ...add, cohort: '4', members: ['b', 'c', 'd', 'e'] });
    await notifier.isGathering();
    await notifier.look();
    notifier.clock.pass(16 * MINUTE_MS);
    await until('it is told', () => notifier.made.length > 0);
    expect(notifier.texts()).toEqual([
      ['3 cohorts changed', '5 joined, 1 left. Most in Cohort 2.'],
    ]);
    notifier.made[0]?.emit('click');
    expect(notifier.shown).toEqual([{ screen: 'cohort', cohort: 2 }]);
  });
});

describe('in the quiet hours', () => {
  test('nothing is told; when they end, everything at once', async ({ connect, deliver }) => {
    const client = await connect('ipc');
    await deliver({ ...FIRST, members: ['anna'] });
    const quietHours = quietNow();
    const notifier = await makeNotifier(client, { gatherMinutes: 0, quietHours });
    await notifier.follow(1);
    await deliver({ action: 'add_members', session: 'a', members: ['ben'] });
    await notifier.isGathering();
    await deliver({ action: 'add_members', session: 'b', members: ['chie'] });
    await notifier.look();
    notifier.clock.pass(30 * MINUTE_MS);
    expect(notifier.made).toEqual([]);
    notifier.clock.pass(31 * MINUTE_MS);
    await until('it is told', () => notifier.made.length > 0);
    expect(notifier.texts()).toEqual([['Cohort 7 changed', '2 joined']]);
  });

  test('a change of the hours counts at once', async ({ connect, deliver }) => {
    const client = await connect('ipc');
    await deliver({ ...FIRST, members: ['anna'] });
    const notifier = await makeNotifier(client, { gatherMinutes: 0, quietHours: quietNow() });
    await notifier.follow(1);
    await deliver({ action: 'add_members', session: 'a', members: ['ben'] });
    await notifier.isGathering();
    await notifier.setRules({ quietHours: null });
    await until('it is told', () => notifier.made.length === 1);
  });

  test('a restart loses nothing, and tells nothing twice', async ({ connect, deliver }) => {
    const client = await connect('ipc');
    await deliver({ ...FIRST, members: ['anna'] });
    const notifier = await makeNotifier(client, { gatherMinutes: 0, quietHours: quietNow() });
    await notifier.follow(1);
    await deliver({ action: 'add_members', session: 'a', members: ['ben'] });
    await notifier.isGathering();
    notifier.close();
    notifier.clock.pass(2 * HOUR_MS);
    expect(notifier.made).toEqual([]);
    const second = notifier.start();
    await second.look();
    await until('it is told', () => notifier.made.length === 1);
    second.close();
    await notifier.start().look();
    await deliver({ action: 'add_members', session: 'b', members: ['chie'] });
    await until('what came since is told', () => notifier.made.length === 2);
    expect(notifier.texts().map(([, body]) => body)).toEqual(['1 joined', '1 joined']);
  });
});

test('speaks Japanese', async ({ connect, deliver }) => {
  const client = await connect('ipc');
  await client.call('settings.update', { language: 'ja' });
  for (const cohort of ['1', '2']) await deliver({ ...FIRST, cohort, members: ['a', 'b'] });
  const notifier = await makeNotifier(client, { quietHours: quietNow() });
  await notifier.follow(1, 2);
  for (const cohort of ['1', '2']) {
    await deliver({ action: 'remove_members', session: 's', cohort, members: ['a'] });
  }
  await notifier.look();
  await notifier.setRules({ quietHours: null, gatherMinutes: 0 });
  await until('it is told', () => notifier.made.length > 0);
  expect(notifier.texts()).toEqual([
    ['2件のコホートに変化がありました', '離脱2人。最も多いのは「Cohort 1」です。'],
  ]);
});
