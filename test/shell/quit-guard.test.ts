import { describe, expect, it } from 'vitest';
import { createQuitGuard } from '../../main/electron/quit-guard.ts';
import { reasonToStay, type StayReason } from '../../main/electron/reason-to-stay.ts';
import { until } from '../support/until.ts';
import { CALLED_AT_MS, cohort, snapshot } from './support/snapshots.ts';

const ARRIVING = cohort(1, {
  state: 'receiving',
  arriving: { pagesReceived: 1, totalPages: 2 },
});

function guarded(language: 'en' | 'ja' = 'en') {
  const boxes: { buttons?: string[]; message: string; detail?: string }[] = [];
  const answers: PromiseWithResolvers<number>[] = [];
  const now: { reason: StayReason | null; quits: number; stays: number; waits: boolean[] } = {
    reason: { kind: 'arriving' },
    quits: 0,
    stays: 0,
    waits: [],
  };
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
    reason: () => now.reason,
    now: () => CALLED_AT_MS,
    quit: () => {
      now.quits += 1;
    },
    onStay: () => {
      now.stays += 1;
    },
    onWaiting: () => now.waits.push(guard.isWaiting()),
    onError: (error) => errors.push(error),
  });
  const press = (button: number) => answers.at(-1)?.resolve(button);
  return { guard, boxes, answers, now, errors, press };
}

describe('quitting', () => {
  it('is free when no sync arrives', () => {
    const { guard, now, boxes } = guarded();
    now.reason = null;
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
    now.reason = null;
    await until('it quits', () => {
      guard.update();
      return now.quits === 1;
    });
    expect(guard.mayQuit()).toBe(true);
  });

  it('says that it waits, until the person thinks better of it', async () => {
    const { guard, now, press, boxes } = guarded();
    expect(guard.isWaiting()).toBe(false);
    guard.mayQuit();
    press(0);
    await until('it is told', () => now.waits.length === 1);
    guard.stay();
    expect(now.waits).toEqual([true, false]);
    now.reason = null;
    guard.update();
    expect(now.quits).toBe(0);
    now.reason = { kind: 'arriving' };
    guard.mayQuit();
    expect(boxes).toHaveLength(2);
  });

  it('goes at once when the sync was over before the answer', async () => {
    const { guard, now, press } = guarded();
    guard.mayQuit();
    now.reason = null;
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
    expect(reasonToStay(state, CALLED_AT_MS).reason !== null).toBe(expected);
  });
});

describe('a sync that is expected', () => {
  const MINUTE_MS = 60_000;
  const expecting = (inMinutes: number, change: Parameters<typeof snapshot>[0] = {}) => {
    const nextExpected = {
      atMs: CALLED_AT_MS + inMinutes * MINUTE_MS,
      toleranceMs: 5 * MINUTE_MS,
      missed: 0,
    };
    const state = snapshot(change);
    const tunnel = { ...state.tunnel, provider: 'ngrok', state: 'online' } as const;
    return { ...state, tunnel, ...change, cohorts: [cohort(1, { nextExpected })] };
  };

  it('is worth a question when it is near', () => {
    const { reason } = reasonToStay(expecting(6), CALLED_AT_MS);
    expect(reason).toEqual({ kind: 'expected', inMinutes: 6 });
  });

  it('is worth it, too, while the connection is built anew: that takes seconds, and who waits goes on waiting', () => {
    const { tunnel } = expecting(6);
    const state = expecting(6, { tunnel: { ...tunnel, state: 'reconnecting' } });
    expect(reasonToStay(state, CALLED_AT_MS).reason).toEqual({ kind: 'expected', inMinutes: 6 });
  });

  it.each([
    ['when it is far', expecting(25)],
    ['when it should have come long ago', expecting(-6)],
    ['when nothing gets through', expecting(6, { tunnel: snapshot().tunnel })],
    [
      'while receiving is paused',
      expecting(6, { settings: { ...snapshot().settings, paused: true } }),
    ],
  ])('is not %s', (_when, state) => {
    expect(reasonToStay(state, CALLED_AT_MS).reason).toBeNull();
  });

  it.each([
    ['en', 'Mixpanel calls in about 6 minutes'],
    ['ja', '約6分後にMixpanelから届く予定です'],
  ] as const)('is spoken of in %s', (language, message) => {
    const { guard, boxes, now } = guarded(language);
    now.reason = { kind: 'expected', inMinutes: 6 };
    expect(guard.mayQuit()).toBe(false);
    expect(boxes[0]).toMatchObject({ message });
  });

  it('is waited for where others follow it closely: they were not near when quitting was wanted', async () => {
    const { tunnel } = snapshot();
    const online = { ...tunnel, provider: 'ngrok', state: 'online' } as const;
    let nowMs = CALLED_AT_MS;
    const state = (...inMinutes: number[]) =>
      snapshot({
        tunnel: online,
        cohorts: inMinutes.map((minutes, i) => {
          const atMs = CALLED_AT_MS + minutes * MINUTE_MS;
          return cohort(i, { nextExpected: { atMs, toleranceMs: 10 * MINUTE_MS, missed: 0 } });
        }),
      });
    let shown = state(6, 16, 26);
    let quits = 0;
    const guard = createQuitGuard({
      dialog: { showMessageBox: async () => ({ response: 0, checkboxChecked: false }) },
      language: () => 'en',
      reason: (wantedAtMs) => reasonToStay(shown, nowMs, wantedAtMs).reason,
      now: () => nowMs,
      quit: () => {
        quits += 1;
      },
      onStay: () => {},
      onWaiting: () => {},
      onError: (error) => {
        throw error;
      },
    });
    guard.mayQuit();
    await until('it waits', () => guard.isWaiting());
    nowMs += 6 * MINUTE_MS;
    guard.update();
    expect(quits).toBe(0);
    // It has come; the second cohort is ten minutes away, as one always is.
    shown = state(36, 16, 26);
    expect(reasonToStay(shown, nowMs).reason).toEqual({ kind: 'expected', inMinutes: 10 });
    guard.update();
    expect(quits).toBe(1);
  });
});
