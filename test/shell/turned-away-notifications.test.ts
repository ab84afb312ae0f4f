import { afterAll, describe, expect, it } from 'vitest';
import type { Place } from '../../main/electron/page-url.ts';
import { createTurnedAwayNotifier } from '../../main/electron/turned-away-notifications.ts';
import type { Snapshot } from '../../shared/api/contract.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { rememberedSettings } from './support/remembered.ts';
import { CALLED_AT_MS, cohort, snapshot } from './support/snapshots.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';
import { notificationClass } from './support/tray-doubles.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

const HOUR_MS = 60 * 60_000;

type Refused = Snapshot['turnedAway'][number];

function refused(change: Partial<Refused> = {}): Refused {
  return {
    code: 'WRONG_PASSWORD',
    cohort: null,
    times: 1,
    firstAtMs: CALLED_AT_MS - HOUR_MS * 24 * 365 * 2,
    lastAtMs: CALLED_AT_MS - HOUR_MS * 24 * 365 * 2,
    lastDelivery: 4,
    ...change,
  };
}

async function makeNotifier() {
  const { Notification, made } = notificationClass(true);
  const remembered = await rememberedSettings({});
  const shown: Place[] = [];
  const start = () =>
    createTurnedAwayNotifier({
      Notification,
      remembered,
      isWindowFocused: () => true,
      show: (place) => shown.push(place),
      onError: () => {},
    });
  const titles = () => made.map(({ options }) => options?.title);
  return { feed: start(), start, made, shown, titles };
}

describe('the notification of what was turned away', () => {
  it('says why, and leads to what arrived', async () => {
    const { feed, made, shown, titles } = await makeNotifier();
    feed(snapshot({ turnedAway: [refused()] }));
    expect(titles()).toEqual([
      expect.stringMatching(/^Mixpanel was rejected at .*: Wrong user name or password$/),
    ]);
    made[0]?.emit('click');
    expect(shown).toEqual([{ screen: 'deliveries' }]);
  });

  it('names its cohort, and leads there', async () => {
    const { feed, made, shown, titles } = await makeNotifier();
    const whose = { id: 2, projectId: '7', cohortId: 'c2', name: 'Paying' };
    feed(snapshot({ cohorts: [cohort(2)], turnedAway: [refused({ cohort: whose })] }));
    expect(titles()[0]).toMatch(/^“Paying” was rejected at /);
    made[0]?.emit('click');
    expect(shown).toEqual([{ screen: 'cohort', cohort: 2 }]);
  });

  it('comes once of each cause until it is over, also after a restart, and again for the next', async () => {
    const { feed, start, titles } = await makeNotifier();
    feed(snapshot({ turnedAway: [refused()] }));
    feed(snapshot({ turnedAway: [refused({ times: 2, lastDelivery: 5 })] }));
    start()(snapshot({ turnedAway: [refused({ times: 2, lastDelivery: 5 })] }));
    expect(titles()).toHaveLength(1);
    feed(snapshot({ turnedAway: [refused({ code: 'MIXPANEL_ALERT', lastDelivery: 6 })] }));
    expect(titles()).toHaveLength(2);
    feed(snapshot());
    feed(snapshot({ turnedAway: [refused({ lastDelivery: 8 })] }));
    expect(titles()).toHaveLength(3);
  });

  it('waits whether a client that tried without a password tries again with it', async () => {
    const { feed, titles } = await makeNotifier();
    feed(snapshot({ turnedAway: [refused({ lastAtMs: Date.now() })] }));
    feed(snapshot());
    expect(titles()).toEqual([]);
    feed(snapshot({ turnedAway: [refused({ lastAtMs: Date.now(), times: 2 })] }));
    expect(titles()).toHaveLength(1);
  });

  it('tells once a day of posts to another webhook URL', async () => {
    const { feed, titles } = await makeNotifier();
    const other = (hours: number) =>
      feed(snapshot({ otherAddress: { times: 1, lastAtMs: CALLED_AT_MS + hours * HOUR_MS } }));
    other(0);
    other(1);
    expect(titles()).toEqual(['Messages came to another webhook URL']);
    other(25);
    expect(titles()).toHaveLength(2);
  });
});
