import { afterAll, describe, expect, it } from 'vitest';
import type { Place } from '../../main/electron/page-url.ts';
import { createSilenceNotifier } from '../../main/electron/silence-notifications.ts';
import type { Silence } from '../../shared/api/rhythm-model.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { rememberedSettings } from './support/remembered.ts';
import { CALLED_AT_MS, cohort, snapshot } from './support/snapshots.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';
import { notificationClass } from './support/tray-doubles.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

const HALF_HOUR_MS = 30 * 60_000;

function silence(change: Partial<Silence> = {}): Silence {
  const cause = { kind: 'stopped' } as const;
  return { sinceMs: CALLED_AT_MS, everyMs: HALF_HOUR_MS, missed: 2, cause, ...change };
}

async function makeNotifier() {
  const { Notification, made } = notificationClass(true);
  const remembered = await rememberedSettings({});
  const shown: Place[] = [];
  const start = () =>
    createSilenceNotifier({
      Notification,
      remembered,
      isWindowFocused: () => true,
      show: (place) => shown.push(place),
      onError: () => {},
    });
  return { feed: start(), start, made, shown };
}

describe('the notification of a silence', () => {
  it('says since when nothing came and what is the likely cause', async () => {
    const { feed, made } = await makeNotifier();
    feed(snapshot({ cohorts: [cohort(1), cohort(2, { silence: silence() })] }));
    expect(made.map(({ options }) => options)).toEqual([
      {
        title: 'Cohort 2 has fallen silent',
        body: 'Nothing since Nov 24, 2026, 10:42 AM, though all is well here. Mixpanel has probably paused the sync.',
      },
    ]);
  });

  it('comes once for each silence, also after a restart, and again for the next one', async () => {
    const { feed, start, made } = await makeNotifier();
    const silent = snapshot({ cohorts: [cohort(1, { silence: silence() })] });
    feed(silent);
    feed(silent);
    start()(silent);
    expect(made).toHaveLength(1);
    const again = silence({ sinceMs: CALLED_AT_MS + HALF_HOUR_MS });
    feed(snapshot({ cohorts: [cohort(1, { silence: again })] }));
    expect(made).toHaveLength(2);
  });

  it('opens its cohort when it is clicked', async () => {
    const { feed, made, shown } = await makeNotifier();
    feed(snapshot({ cohorts: [cohort(7, { silence: silence() })] }));
    made[0]?.emit('click');
    expect(shown).toEqual([{ screen: 'cohort', cohort: 7 }]);
  });

  it('speaks Japanese', async () => {
    const { feed, made } = await makeNotifier();
    const away = silence({
      cause: { kind: 'away', fromMs: CALLED_AT_MS, toMs: CALLED_AT_MS + HALF_HOUR_MS },
    });
    feed(snapshot({ language: 'ja', cohorts: [cohort(1, { name: '試用', silence: away })] }));
    expect(made[0]?.options.title).toBe('「試用」が届いていません');
  });
});
