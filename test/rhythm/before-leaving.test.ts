import { describe, expect, it } from 'vitest';
import { beforeLeaving } from '../../main/rhythm/before-leaving.ts';
import { at, MINUTE } from './support/history.ts';

const expected = (time: string) => ({ atMs: at(time), toleranceMs: 10 * MINUTE, missed: 0 });

describe('leaving', () => {
  it('meets nothing when no sync is near, and says from when on it would', () => {
    const cohorts = [{ id: 1, isArriving: false, nextExpected: expected('10:42') }];
    const leaving = beforeLeaving({ cohorts, isPaused: false }, at('10:20'));
    expect(leaving).toEqual({ meets: 'nothing', changesAtMs: at('10:32') });
  });

  it('meets the nearest sync within ten minutes, until it is past its time', () => {
    const cohorts = [
      { id: 1, isArriving: false, nextExpected: expected('11:30') },
      { id: 2, isArriving: false, nextExpected: expected('10:42') },
    ];
    const met = { meets: 'expected', cohort: 2, atMs: at('10:42'), untilMs: at('10:52') };
    expect(beforeLeaving({ cohorts, isPaused: false }, at('10:36'))).toEqual(met);
    expect(beforeLeaving({ cohorts, isPaused: false }, at('10:50'))).toEqual(met);
  });

  it('meets a sync that is arriving before all others', () => {
    const cohorts = [
      { id: 1, isArriving: false, nextExpected: expected('10:42') },
      { id: 2, isArriving: true, nextExpected: null },
    ];
    const leaving = beforeLeaving({ cohorts, isPaused: true }, at('10:40'));
    expect(leaving).toEqual({ meets: 'arriving', cohort: 2 });
  });

  it('meets nothing while paused, or where nothing is expected', () => {
    const cohorts = [{ id: 1, isArriving: false, nextExpected: expected('10:42') }];
    const paused = beforeLeaving({ cohorts, isPaused: true }, at('10:40'));
    expect(paused).toEqual({ meets: 'nothing', changesAtMs: null });
    const silent = beforeLeaving(
      { cohorts: [{ id: 1, isArriving: false, nextExpected: null }], isPaused: false },
      at('10:40'),
    );
    expect(silent).toEqual({ meets: 'nothing', changesAtMs: null });
  });
});
