import { describe, expect, it } from 'vitest';
import { createQuitGuard, isSyncing } from '../../main/electron/quit-guard.ts';
import { until } from '../support/until.ts';
import { cohort, snapshot } from './support/snapshots.ts';

const ARRIVING = cohort(1, {
  state: 'receiving',
  arriving: { pagesReceived: 1, totalPages: 2 },
});

function guarded(language: 'en' | 'ja' = 'en') {
  const boxes: { buttons?: string[]; message: string; detail?: string }[] = [];
  const answers: PromiseWithResolvers<number>[] = [];
  const now = { isSyncing: true, quits: 0, stays: 0 };
  const errors: unknown[] = [];
  const guard = createQuitGuard({
    dialog: {
      showMessageBox: async (options) => {
        boxes.push(options);
        const answer = Promise.withResolvers<number>();
        answers.push(answer);
        return { response: await answer.promise, checkboxChecked: false };
      },
    },
    language: () => language,
    isSyncing: () => now.isSyncing,
    quit: () => {
      now.quits += 1;
    },
    onStay: () => {
      now.stays += 1;
    },
    onError: (error) => errors.push(error),
  });
  const press = (button: number) => answers.at(-1)?.resolve(button);
  return { guard, boxes, answers, now, errors, press };
}

describe('quitting', () => {
  it('is free when no sync arrives', () => {
    const { guard, now, boxes } = guarded();
    now.isSyncing = false;
    expect(guard.mayQuit()).toBe(true);
    expect(boxes).toEqual([]);
  });

  it('is asked about once, however often it is wanted', () => {
    const { guard, boxes } = guarded();
    expect([guard.mayQuit(), guard.mayQuit()]).toEqual([false, false]);
    expect(boxes).toHaveLength(1);
  });

  it.each([
    ['en', 'A sync is still arriving', ['Quit when it is done', 'Quit now', 'Keep running']],
    ['ja', '同期を受信している途中です', ['受信が終わったら終了', '今すぐ終了', '終了しない']],
  ] as const)('says in %s what it means', (language, message, buttons) => {
    const { guard, boxes } = guarded(language);
    guard.mayQuit();
    expect(boxes[0]).toMatchObject({ message, buttons });
  });

  it('waits for the sync, and goes by itself', async () => {
    const { guard, now, press, answers } = guarded();
    guard.mayQuit();
    press(0);
    await answers[0]?.promise;
    guard.update();
    expect(now.quits).toBe(0);
    now.isSyncing = false;
    await until('it quits', () => {
      guard.update();
      return now.quits === 1;
    });
    expect(guard.mayQuit()).toBe(true);
  });

  it('goes at once when the sync was over before the answer', async () => {
    const { guard, now, press } = guarded();
    guard.mayQuit();
    now.isSyncing = false;
    press(0);
    await until('it quits', () => now.quits === 1);
  });

  it('goes now if told so, though the sync goes on', async () => {
    const { guard, now, press } = guarded();
    guard.mayQuit();
    press(1);
    await until('it quits', () => now.quits === 1);
    expect(guard.mayQuit()).toBe(true);
  });

  it('stays if told so, and asks again next time', async () => {
    const { guard, now, press, boxes } = guarded();
    guard.mayQuit();
    press(2);
    await until('it stays', () => now.stays === 1);
    expect(guard.mayQuit()).toBe(false);
    expect(boxes).toHaveLength(2);
    expect(now.quits).toBe(0);
  });

  it('keeps nobody from shutting the computer down', () => {
    const { guard, boxes } = guarded();
    guard.giveWay();
    expect(guard.mayQuit()).toBe(true);
    expect(boxes).toEqual([]);
  });

  it('can be tried again when the question could not be asked', async () => {
    const { guard, answers, errors, boxes } = guarded();
    guard.mayQuit();
    answers[0]?.reject(new Error('no dialog'));
    await until('it is told', () => errors.length === 1);
    guard.mayQuit();
    expect(boxes).toHaveLength(2);
  });
});

describe('a sync arrives', () => {
  it.each([
    ['while pages are missing', snapshot({ cohorts: [ARRIVING] }), true],
    ['while deliveries wait to be applied', snapshot({ waiting: 2 }), true],
    ['not once all is there', snapshot({ cohorts: [cohort(1)] }), false],
    ['not for the sample', snapshot({ waiting: 2, sampleRunning: true }), false],
    ['not for a sample cohort', snapshot({ cohorts: [{ ...ARRIVING, isSample: true }] }), false],
  ])('%s', (_when, state, expected) => {
    expect(isSyncing(state)).toBe(expected);
  });
});
