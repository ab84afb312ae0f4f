import { afterAll, describe, expect, it } from 'vitest';
import type { DesktopSettings } from '../../main/electron/desktop-settings.ts';
import { createFirstSyncNotifier } from '../../main/electron/notifications.ts';
import type { Place } from '../../main/electron/page-url.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { rememberedSettings } from './support/remembered.ts';
import { cohort, snapshot } from './support/snapshots.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';
import { notificationClass } from './support/tray-doubles.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

async function makeNotifier(
  change: Partial<DesktopSettings> = { announced: [] },
  { isFocused = false, isSupported = true } = {},
) {
  const { Notification, made } = notificationClass(isSupported);
  const remembered = await rememberedSettings(change);
  const shown: Place[] = [];
  const errors: unknown[] = [];
  const start = () =>
    createFirstSyncNotifier({
      Notification,
      remembered,
      isWindowFocused: () => isFocused,
      show: (place) => shown.push(place),
      onError: (error) => errors.push(error),
    });
  return { feed: start(), start, made, shown, remembered };
}

describe('the notification of a first sync', () => {
  it('comes when it is complete, with the name and the size', async () => {
    const { feed, made } = await makeNotifier();
    feed(snapshot({ cohorts: [cohort(1, { baseline: 'unknown', state: 'receiving' })] }));
    expect(made).toEqual([]);
    feed(snapshot({ cohorts: [cohort(1)] }));
    expect(made[0]?.options).toEqual({
      title: 'Cohort 1 is here',
      body: 'The first sync is complete: 24,318 members.',
    });
    expect(made[0]?.isShown).toBe(true);
  });

  it('comes once, also after Rollcall was started again', async () => {
    const { feed, start, made } = await makeNotifier();
    feed(snapshot({ cohorts: [cohort(1)] }));
    feed(snapshot({ cohorts: [cohort(1, { revision: 2 })] }));
    start()(snapshot({ cohorts: [cohort(1)] }));
    expect(made).toHaveLength(1);
  });

  it('does not come, nor later, while it is switched off', async () => {
    const { feed, made, remembered } = await makeNotifier({ announced: [], notifications: false });
    feed(snapshot({ cohorts: [cohort(1)] }));
    await remembered.update({ notifications: true });
    feed(snapshot({ cohorts: [cohort(1)] }));
    expect(made).toEqual([]);
  });

  it('opens its cohort when it is clicked', async () => {
    const { feed, made, shown } = await makeNotifier();
    feed(snapshot({ cohorts: [cohort(1), cohort(12)] }));
    made[1]?.emit('click');
    expect(shown).toEqual([{ screen: 'cohort', cohort: 12 }]);
  });

  it('does not come for what was complete before the desktop app first ran', async () => {
    const { feed, made } = await makeNotifier({});
    feed(snapshot({ cohorts: [cohort(1)] }));
    feed(snapshot({ cohorts: [cohort(1), cohort(2)] }));
    expect(made.map(({ options }) => options.title)).toEqual(['Cohort 2 is here']);
  });

  it('does not come while the person looks at Rollcall, nor for it later', async () => {
    const { feed, made, remembered } = await makeNotifier({ announced: [] }, { isFocused: true });
    feed(snapshot({ cohorts: [cohort(1)] }));
    expect(made).toEqual([]);
    expect(remembered.value.announced).toEqual([1]);
  });

  it('does not come for the sample, or where the system has none', async () => {
    const sample = await makeNotifier();
    sample.feed(snapshot({ cohorts: [cohort(1, { isSample: true })] }));
    expect(sample.made).toEqual([]);
    const without = await makeNotifier({ announced: [] }, { isSupported: false });
    without.feed(snapshot({ cohorts: [cohort(1)] }));
    expect(without.made).toEqual([]);
  });

  it('speaks Japanese', async () => {
    const { feed, made } = await makeNotifier();
    feed(snapshot({ language: 'ja', cohorts: [cohort(1, { name: '試用' })] }));
    expect(made[0]?.options).toEqual({
      title: '「試用」が届きました',
      body: '最初の同期が完了しました。メンバーは24,318人です。',
    });
  });
});
