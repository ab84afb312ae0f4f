import { describe, expect, it } from 'vitest';
import type { HeardCohort } from '../../main/rhythm/look-ahead.ts';
import { lookAhead } from '../../main/rhythm/look-ahead.ts';
import { at, away, cameAt, DAY, every, HOUR, MINUTE } from './support/history.ts';

const BEFORE = every(30 * MINUTE, 19, at('9:00')); // until 18:00
const NIGHT = away(at('18:10'), at('9:00', 1));

function cohort(id: number, moments: readonly number[], isUnfinished = false): HeardCohort {
  return { id, rounds: cameAt(moments), isUnfinished };
}

describe('an absence', () => {
  it('is told with how long Mixpanel still knows what it sent last', () => {
    const { absence } = lookAhead([cohort(1, BEFORE)], [NIGHT], at('9:01', 1));
    expect(absence).toMatchObject({
      fromMs: at('18:10'),
      toMs: at('9:00', 1),
      waiting: [1],
      keptUntilMs: at('18:00', 3) + 2000,
      caughtUpBy: null,
    });
  });

  it('is caught up when the first sync after it is complete', () => {
    const moments = [...BEFORE, at('9:12', 1)];
    const arriving = lookAhead([cohort(1, moments, true)], [NIGHT], at('9:13', 1));
    expect(arriving.absence).toMatchObject({ waiting: [1], caughtUpBy: null });
    const complete = lookAhead([cohort(1, moments)], [NIGHT], at('9:14', 1));
    expect(complete.absence).toMatchObject({
      waiting: [],
      keptUntilMs: null,
      caughtUpBy: [{ cohort: 1, round: 20 }],
    });
  });

  it('waits for every cohort that had a sync due', () => {
    const both = [cohort(1, [...BEFORE, at('9:12', 1)]), cohort(2, BEFORE.slice(0, 18))];
    const { absence } = lookAhead(both, [NIGHT], at('9:20', 1));
    expect(absence).toMatchObject({ waiting: [2], keptUntilMs: at('17:30', 3) + 2000 });
  });

  it('goes on for a cohort that a later one did not concern', () => {
    const daily = [36, 37, 38, 39, 40].map((day) => at('2:00', day));
    const morning = every(30 * MINUTE, 6, at('9:00', 41));
    const often = [...every(30 * MINUTE, 19, at('9:00', 40)), ...morning];
    const night = away(at('18:10', 40), at('8:40', 41));
    const lunch = away(at('11:40', 41), at('12:50', 41));
    const told = { fromMs: night.fromMs, toMs: night.toMs, keptUntilMs: at('2:00', 43) + 2000 };
    const first = lookAhead([cohort(1, often), cohort(2, daily)], [night], at('11:35', 41));
    expect(first.absence).toMatchObject({ ...told, waiting: [2] });
    const awake = [night, lunch];
    const back = lookAhead([cohort(1, often), cohort(2, daily)], awake, at('12:51', 41));
    expect(back.absence).toMatchObject({ ...told, waiting: [1, 2] });
    const since = [...often, at('13:00', 41)];
    const later = lookAhead([cohort(1, since), cohort(2, daily)], awake, at('13:02', 41));
    expect(later.absence).toMatchObject({ ...told, waiting: [2], caughtUpBy: null });
    const all = [cohort(1, since), cohort(2, [...daily, at('13:10', 41)])];
    expect(lookAhead(all, awake, at('13:12', 41)).absence).toMatchObject({
      toMs: lunch.toMs,
      waiting: [],
      caughtUpBy: [
        { cohort: 1, round: 26 },
        { cohort: 2, round: 6 },
      ],
    });
  });

  it('keeps its sum while later syncs come, and is forgotten after a working day', () => {
    const moments = [...BEFORE, at('9:12', 1), at('9:42', 1), at('10:12', 1)];
    const later = lookAhead([cohort(1, moments)], [NIGHT], at('10:13', 1));
    expect(later.absence?.caughtUpBy).toEqual([{ cohort: 1, round: 20 }]);
    const evening = lookAhead([cohort(1, moments)], [NIGHT], at('17:13', 1));
    expect(evening.absence).toBeNull();
  });

  it('in which nothing was due is none', () => {
    const lunch = away(at('18:05'), at('18:25'));
    expect(lookAhead([cohort(1, BEFORE)], [lunch], at('18:26')).absence).toBeNull();
    const daily = cohort(
      1,
      [0, 1, 2].map((day) => at('10:00', day)),
    );
    const night = away(at('18:00', 2), at('9:00', 3));
    expect(lookAhead([daily], [night], at('9:01', 3)).absence).toBeNull();
  });

  it('is none for a cohort that is silent, and others are caught up without it', () => {
    const live = every(30 * MINUTE, 19, at('9:00', 40));
    const gone = cohort(2, BEFORE); // Its sync was removed in Mixpanel forty days ago.
    const lunch = away(at('18:10', 40), at('20:00', 40));
    const nowMs = at('20:12', 40);
    const waiting = lookAhead([cohort(1, live), gone], [lunch], at('20:05', 40));
    expect(waiting.absence?.waiting).toHaveLength(1);
    const { absence } = lookAhead([cohort(1, [...live, at('20:10', 40)]), gone], [lunch], nowMs);
    expect(absence).toMatchObject({ waiting: [], caughtUpBy: [{ cohort: 1, round: 20 }] });
  });

  it('through which a sync was paused is told until it is called silent', () => {
    expect(lookAhead([cohort(1, BEFORE)], [NIGHT], at('9:30', 1)).absence?.waiting).toHaveLength(1);
    const silent = lookAhead([cohort(1, BEFORE)], [NIGHT], at('10:15', 1));
    expect(silent.cohorts.get(1)?.silence?.cause.kind).toBe('away');
    expect(silent.absence).toBeNull();
  });

  it('is none for a cohort that came once', () => {
    expect(lookAhead([cohort(1, [at('9:00')])], [NIGHT], at('9:01', 1)).absence).toBeNull();
  });
});

describe('a polite pause', () => {
  it('is safe for three days from the sync that came longest ago', () => {
    const cohorts = [cohort(1, BEFORE), cohort(2, every(HOUR, 6, at('12:00')))];
    const { pauseSafeUntilMs } = lookAhead(cohorts, [], at('18:01'));
    expect(pauseSafeUntilMs).toBe(at('17:00') + 2000 + 3 * DAY);
  });

  it('does not depend on what came once, or has fallen silent already', () => {
    const once = cohort(1, [at('1:00')]);
    const silent = cohort(2, every(30 * MINUTE, 5, at('2:00')));
    const { pauseSafeUntilMs } = lookAhead([once, silent, cohort(3, BEFORE)], [], at('18:01'));
    expect(pauseSafeUntilMs).toBe(at('18:00') + 2000 + 3 * DAY);
    expect(lookAhead([once], [], at('18:01')).pauseSafeUntilMs).toBeNull();
  });
});
