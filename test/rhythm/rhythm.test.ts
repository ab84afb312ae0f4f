import { describe, expect, it } from 'vitest';
import { at, away, cameAt, DAY, every, HOUR, look, MINUTE } from './support/history.ts';

describe('the rhythm of a cohort', () => {
  it('is not known after the first sync, nor after the second', () => {
    const [first = 0, second = 0] = every(30 * MINUTE, 2);
    expect(look(cameAt([first]), first + MINUTE).rhythm).toEqual({ kind: 'unknown' });
    expect(look(cameAt([first, second]), second + MINUTE).rhythm).toEqual({ kind: 'unknown' });
  });

  it('is known from the third sync on', () => {
    const seen = look(cameAt([at('9:00'), at('9:30'), at('10:01')]), at('10:05'));
    expect(seen.rhythm).toMatchObject({ kind: 'known', everyMs: 30 * MINUTE });
    expect(seen.next).toMatchObject({ atMs: at('10:31'), missed: 0 });
  });

  it.each([15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, DAY])(
    'is one that Mixpanel offers, though syncs are never to the second: %i ms',
    (everyMs) => {
      const wobble = [0, 0.03, -0.04, 0.02, 0.05, -0.01];
      const moments = every(everyMs, 6).map((ms, i) => ms + (wobble[i] ?? 0) * everyMs);
      expect(look(cameAt(moments), moments[5] ?? 0).rhythm).toMatchObject({ everyMs });
    },
  );

  it('is taken as observed when it is none of those', () => {
    const moments = [0, 44, 90, 136, 180].map((minutes) => at('9:00') + minutes * MINUTE);
    const { rhythm } = look(cameAt(moments), at('12:10'));
    expect(rhythm).toMatchObject({ kind: 'known', everyMs: 46 * MINUTE });
  });

  it('is not shaken by a missed sync, a late one or one that came twice', () => {
    const missed = ['9:00', '9:30', '10:30', '11:00', '12:30', '13:00'];
    const late = ['9:00', '9:30', '10:12', '10:30', '11:00', '11:30'];
    const doubled = ['9:00', '9:30', '9:40', '10:00', '10:30', '10:38', '11:00'];
    for (const times of [missed, late, doubled]) {
      const moments = times.map((time) => at(time));
      const nowMs = Math.max(...moments) + MINUTE;
      const { rhythm, next } = look(cameAt(moments), nowMs);
      expect(rhythm).toMatchObject({ everyMs: 30 * MINUTE });
      expect(next?.atMs).toBe(Math.max(...moments) + 30 * MINUTE);
    }
  });

  it('goes on from the beat when the last one came twice', () => {
    const moments = ['9:00', '9:30', '10:00', '10:09'].map((time) => at(time));
    expect(look(cameAt(moments), at('10:10')).next?.atMs).toBe(at('10:30'));
  });

  it('survives nights with the lid closed', () => {
    const days = [0, 1, 2].flatMap((day) => ['9:10', '9:40', '10:10'].map((time) => at(time, day)));
    const nights = [0, 1].map((day) => away(at('10:20', day), at('9:00', day + 1)));
    const { rhythm, next } = look(cameAt(days), at('10:12', 2), nights);
    expect(rhythm).toMatchObject({ everyMs: 30 * MINUTE });
    expect(next?.atMs).toBe(at('10:40', 2));
  });

  it('of a daily sync is known although the computer sleeps every night', () => {
    const moments = [0, 1, 2, 3].map((day) => at('9:00', day));
    const nights = [0, 1, 2].map((day) => away(at('18:00', day), at('8:30', day + 1)));
    const { rhythm, next } = look(cameAt(moments), at('10:00', 3), nights);
    expect(rhythm).toMatchObject({ everyMs: DAY });
    expect(next?.atMs).toBe(at('9:00', 4));
  });

  it('keeps through the days on which summer time begins and ends', () => {
    const hoursUtc = [8, 8, 8, 7, 7, 7, 8, 8];
    const moments = hoursUtc.map((hour, day) => at(`${hour}:00`, day));
    for (const [i, ms] of moments.entries()) {
      if (i < 2) continue;
      const justBefore = look(cameAt(moments.slice(0, i)), ms - 1);
      expect(justBefore.silence).toBeNull();
    }
    expect(look(cameAt(moments), at('9:00', 7)).rhythm).toMatchObject({ everyMs: DAY });
  });

  it('follows a schedule that was changed in Mixpanel', () => {
    const slow = every(2 * HOUR, 8);
    const fast = every(30 * MINUTE, 14, (slow.at(-1) ?? 0) + 30 * MINUTE);
    const nowMs = fast.at(-1) ?? 0;
    expect(look(cameAt([...slow, ...fast]), nowMs).rhythm).toMatchObject({ everyMs: 30 * MINUTE });
  });

  it('is that of a cohort that came once, when nothing follows for hours', () => {
    const [only = 0] = every(HOUR, 1);
    expect(look(cameAt([only]), only + 3 * HOUR).rhythm).toEqual({ kind: 'once' });
    expect(look(cameAt([only]), only + 90 * DAY).silence).toBeNull();
  });

  it('is none where exports were sent by hand, whenever somebody wanted one', () => {
    const byHand = ['9:02', '9:17', '9:31', '14:20', '16:05'].map((time) => at(time));
    const rounds = cameAt(byHand, { hasDeltas: false });
    const seen = look(rounds, at('20:00', 3));
    expect(seen.rhythm).toEqual({ kind: 'unknown' });
    expect(seen.silence).toBeNull();
  });

  it('is learnt even where every sync is a full one', () => {
    const rounds = cameAt(every(30 * MINUTE, 8), { hasDeltas: false });
    expect(look(rounds, at('4:00')).rhythm).toMatchObject({ everyMs: 30 * MINUTE });
  });

  it('is not disturbed by a clock that was set back', () => {
    const moments = ['9:00', '9:30', '10:00', '9:15', '9:45', '10:15'].map((time) => at(time));
    expect(look(cameAt(moments), at('10:16')).rhythm).toMatchObject({ everyMs: 30 * MINUTE });
  });
});
