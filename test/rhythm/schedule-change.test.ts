import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outage } from '../../main/rhythm/outage.ts';
import { at, away, cameAt, DAY, every, HOUR, look, MINUTE } from './support/history.ts';

/** How many silences a person would be told of while these syncs come, from the first to the last. */
function silencesTold(moments: readonly number[], outages: readonly Outage[] = []): number {
  const rounds = cameAt(moments);
  const told = new Set<number>();
  for (const [i, ms] of moments.entries()) {
    const since = i === 0 ? null : look(rounds.slice(0, i), ms - 1, outagesUntil(outages, ms));
    if (since?.silence != null) told.add(since.silence.sinceMs);
  }
  return told.size;
}

function outagesUntil(outages: readonly Outage[], nowMs: number): readonly Outage[] {
  return outages.filter(({ toMs }) => toMs !== null && toMs <= nowMs);
}

/** Half-hourly for twenty hours, then at another interval. */
function changed(everyMs: number, count: number, firstAfterMs = everyMs): number[] {
  const before = every(30 * MINUTE, 40);
  return [...before, ...every(everyMs, count, (before.at(-1) ?? 0) + firstAfterMs)];
}

describe('a schedule that was changed in Mixpanel', () => {
  it.each([
    ['a day', DAY, 5 * HOUR],
    ['a day, the first one soon', DAY, 2 * HOUR],
    ['two hours', 2 * HOUR, 2 * HOUR],
    ['an hour', HOUR, HOUR],
  ])(
    'to %s is learnt from three gaps, and told as silence once at most',
    (_, everyMs, firstAfterMs) => {
      const moments = changed(everyMs, 30, firstAfterMs);
      expect(silencesTold(moments)).toBeLessThanOrEqual(1);
      const learnt = moments.slice(0, 44);
      expect(look(cameAt(learnt), learnt.at(-1) ?? 0).rhythm).toMatchObject({ everyMs });
    },
  );

  it('to more often is learnt from three gaps, too', () => {
    const daily = every(DAY, 24, at('2:00'));
    const lastMs = daily.at(-1) ?? 0;
    const often = every(30 * MINUTE, 3, lastMs + 30 * MINUTE);
    const { rhythm, next } = look(cameAt([...daily, ...often]), lastMs + 91 * MINUTE);
    expect(rhythm).toMatchObject({ everyMs: 30 * MINUTE });
    expect(next?.atMs).toBe(lastMs + 2 * HOUR);
  });

  it('stays learnt when one of the new syncs is missed or late, or comes twice', () => {
    const moments = changed(2 * HOUR, 12).filter((_, i) => i !== 46);
    const uneven = [...moments.with(-3, (moments.at(-3) ?? 0) + 20 * MINUTE)];
    uneven.splice(-1, 0, (uneven.at(-2) ?? 0) + 5 * MINUTE);
    expect(silencesTold(uneven)).toBeLessThanOrEqual(1);
    expect(look(cameAt(uneven), uneven.at(-1) ?? 0).rhythm).toMatchObject({ everyMs: 2 * HOUR });
  });

  it('is told from a computer that sleeps at night', () => {
    const nights = Array.from({ length: 12 }, (_, day) =>
      away(at('18:00', day), at('8:30', day + 1)),
    );
    const before = [0, 1].flatMap((day) => every(30 * MINUTE, 19, at('8:40', day)));
    const daily = Array.from({ length: 10 }, (_, i) => at('10:00', i + 2));
    // The morning's, for which the night is a reason, and the first day's, which nothing explains.
    expect(silencesTold([...before, ...daily], nights)).toBe(2);
    const seen = look(cameAt([...before, ...daily]), at('10:01', 11), nights);
    expect(seen.rhythm).toMatchObject({ everyMs: DAY });
  });

  it('is not believed of one who opens the computer for minutes a day', () => {
    const before = every(30 * MINUTE, 19, at('8:40'));
    const daily = Array.from({ length: 8 }, (_, i) => at('12:00', i + 1));
    const closed = [at('17:50'), ...daily.map((ms) => ms + 10 * MINUTE)].map((fromMs, i) =>
      away(fromMs, at('11:55', i + 1)),
    );
    const seen = look(cameAt([...before, ...daily]), at('12:05', 8), closed);
    expect(seen.rhythm).toMatchObject({ everyMs: 30 * MINUTE });
    expect(seen.next?.atMs).toBe(at('12:30', 8));
  });
});

describe('after a silence that nothing here explains', () => {
  const rounds = cameAt([...every(30 * MINUTE, 20), at('14:00')]);

  it('the next sync is expected as ever, and no second silence is told before a day could be the new interval', () => {
    expect(look(rounds, at('14:05')).next).toMatchObject({ atMs: at('14:30'), missed: 0 });
    const quiet = look(rounds, at('16:00'));
    expect(quiet).toMatchObject({ next: null, silence: null });
    expect(look(rounds, at('15:00', 1)).silence).toBeNull();
  });

  it('a real stop is told all the same', () => {
    const { silence } = look(rounds, at('15:20', 2));
    expect(silence).toMatchObject({ sinceMs: at('14:00') + 2000, cause: { kind: 'stopped' } });
    const { outlook } = look(rounds, at('16:00'));
    expect(look(rounds, outlook.changesAtMs ?? 0).silence).toBeNull();
    expect(outlook.changesAtMs).toBeLessThanOrEqual(at('15:15', 1));
  });

  it('and at once again, when the old rhythm has gone on', () => {
    const gone = cameAt([...every(30 * MINUTE, 20), at('14:00'), at('14:30')]);
    expect(look(gone, at('15:45')).silence).toMatchObject({ missed: 2 });
  });

  it('while one that a sleep or the tunnel explains is told again at once', () => {
    const asleep = away(at('9:40'), at('11:00'));
    const down: Outage = { kind: 'tunnel', fromMs: at('9:40'), toMs: at('13:50') };
    for (const outage of [asleep, down]) {
      expect(look(rounds, at('15:15'), [outage]).silence).toMatchObject({ missed: 2 });
    }
  });
});

const anInterval = fc.constantFrom(15, 30, 60, 120, 24 * 60).map((minutes) => minutes * MINUTE);
interface History {
  readonly oldMs: number;
  readonly newMs: number;
  /** Where in the new interval the change fell. */
  readonly phase: number;
  readonly before: number;
  readonly jitter: readonly number[];
}
const aHistory: fc.Arbitrary<History> = fc.record({
  oldMs: anInterval,
  newMs: anInterval,
  phase: fc.double({ min: 0.05, max: 1, noNaN: true }),
  before: fc.integer({ min: 6, max: 40 }),
  jitter: fc.array(fc.double({ min: -1 / 16, max: 1 / 16, noNaN: true }), {
    minLength: 20,
    maxLength: 20,
  }),
});

describe('whatever schedule is changed to whatever', () => {
  const momentsOf = ({ oldMs, newMs, phase, before, jitter }: History): number[] => {
    const old = every(oldMs, before);
    const firstMs = (old.at(-1) ?? 0) + Math.round(phase * newMs) + Math.round(newMs / 16);
    return [
      ...old,
      ...every(newMs, jitter.length, firstMs).map(
        (ms, i) => ms + Math.round((jitter[i] ?? 0) * newMs),
      ),
    ];
  };

  it('no more than one silence is told, the one nobody can tell from a stop', () => {
    fc.assert(
      fc.property(aHistory, (history) => {
        expect(silencesTold(momentsOf(history))).toBeLessThanOrEqual(
          history.newMs > history.oldMs ? 1 : 0,
        );
      }),
    );
  });

  it('a stop under the new one is told after two of its syncs', () => {
    fc.assert(
      fc.property(aHistory, (history) => {
        const moments = momentsOf(history);
        const lastMs = moments.at(-1) ?? 0;
        const rounds = cameAt(moments);
        expect(look(rounds, lastMs).rhythm).toMatchObject({ everyMs: history.newMs });
        expect(look(rounds, lastMs + 2.7 * history.newMs).silence).toMatchObject({ missed: 2 });
      }),
    );
  });
});
