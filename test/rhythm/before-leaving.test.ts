import { describe, expect, it } from 'vitest';
import { beforeLeaving } from '../../main/rhythm/before-leaving.ts';
import { at, MINUTE } from './support/history.ts';

const expected = (time: string) => ({ atMs: at(time), toleranceMs: 10 * MINUTE, missed: 0 });

describe('leaving', () => {
  it('meets nothing when no sync is near, and says from when on it would', () => {
    const cohorts = [{ isArriving: false, nextExpected: expected('10:42') }];
    const leaving = beforeLeaving({ cohorts, isPaused: false }, at('10:20'));
    expect(leaving).toEqual({ meets: 'nothing', changesAtMs: at('10:32') });
  });

  it('meets the nearest sync within ten minutes, until it is past its time', () => {
    const cohorts = [
      { isArriving: false, nextExpected: expected('11:30') },
      { isArriving: false, nextExpected: expected('10:42') },
    ];
    const met = { meets: 'expected', atMs: at('10:42'), changesAtMs: at('10:52') };
    expect(beforeLeaving({ cohorts, isPaused: false }, at('10:36'))).toEqual(met);
    expect(beforeLeaving({ cohorts, isPaused: false }, at('10:50'))).toEqual(met);
  });

  it('meets the next cohort’s sync once the nearest is past its time', () => {
    const cohorts = ['10:42', '11:00'].map((time) => ({
      isArriving: false,
      nextExpected: expected(time),
    }));
    const met = { meets: 'expected', atMs: at('11:00'), changesAtMs: at('11:10') };
    expect(beforeLeaving({ cohorts, isPaused: false }, at('10:52'))).toEqual(met);
  });

  it('waits for what was near when it was wanted, and for nothing that came near since', () => {
    const meets = (time: string) => {
      const cohorts = [{ isArriving: false, nextExpected: expected(time) }];
      return beforeLeaving({ cohorts, isPaused: false }, at('10:41'), at('10:36')).meets;
    };
    expect(meets('10:45')).toBe('expected');
    expect(meets('10:50')).toBe('nothing');
  });

  it('meets a sync that is arriving before all others', () => {
    const cohorts = [
      { isArriving: false, nextExpected: expected('10:42') },
      { isArriving: true, nextExpected: null },
    ];
    const leaving = beforeLeaving({ cohorts, isPaused: true }, at('10:40'));
    expect(leaving).toEqual({ meets: 'arriving', changesAtMs: null });
  });

  it('meets nothing while paused, or where nothing is expected', () => {
    const cohorts = [{ isArriving: false, nextExpected: expected('10:42') }];
    const paused = beforeLeaving({ cohorts, isPaused: true }, at('10:40'));
    expect(paused).toEqual({ meets: 'nothing', changesAtMs: null });
    const silent = beforeLeaving(
      { cohorts: [{ isArriving: false, nextExpected: null }], isPaused: false },
      at('10:40'),
    );
    expect(silent).toEqual({ meets: 'nothing', changesAtMs: null });
  });
});
