import { afterEach, describe, expect, it } from 'vitest';
import { tellAt } from '../../main/electron/when-to-tell.ts';

const MINUTE_MS = 60_000;
const NIGHT = { fromMinute: 22 * 60, toMinute: 8 * 60 };
const LUNCH = { fromMinute: 12 * 60, toMinute: 13 * 60 };
const timeZone = process.env.TZ;

afterEach(() => {
  if (timeZone === undefined) delete process.env.TZ;
  else process.env.TZ = timeZone;
});

/** A local time of 2026. */
function at(month: number, day: number, hour: number, minute = 0): number {
  return new Date(2026, month - 1, day, hour, minute).getTime();
}

function told(
  changedAtMs: readonly number[],
  quietHours: typeof NIGHT | null = null,
  gatherMinutes = 15,
): number | null {
  return tellAt(changedAtMs, { gatherMinutes, quietHours });
}

describe('changes are gathered', () => {
  it('from the first one on, however many follow', () => {
    const changes = [at(11, 24, 10, 10), at(11, 24, 10), at(11, 24, 10, 14)];
    expect(told(changes)).toBe(at(11, 24, 10, 15));
  });

  it('not at all, if the person wants each at once', () => {
    expect(told([at(11, 24, 10)], null, 0)).toBe(at(11, 24, 10));
  });

  it('and nothing is told while nothing changed', () => {
    expect(told([], NIGHT)).toBeNull();
  });
});

describe('in the quiet hours', () => {
  it.each([
    ['in the evening', at(11, 24, 23), at(11, 25, 8)],
    ['as they begin', at(11, 24, 22), at(11, 25, 8)],
    ['after midnight', at(11, 25, 3), at(11, 25, 8)],
    ['in their last minute', at(11, 25, 7, 59), at(11, 25, 8)],
    ['on the last day of a month', at(11, 30, 23), at(12, 1, 8)],
  ])('what happens %s is told when they end', (_when, changedAtMs, expected) => {
    expect(told([changedAtMs], NIGHT)).toBe(expected);
  });

  it('nothing is told of what happened before them and is due in them', () => {
    expect(told([at(11, 24, 21, 50)], NIGHT)).toBe(at(11, 25, 8));
    expect(told([at(11, 24, 11, 55)], LUNCH)).toBe(at(11, 24, 13));
  });

  it('everything waits for one notification', () => {
    const night = [at(11, 24, 22, 30), at(11, 25, 2), at(11, 25, 7, 50)];
    expect(told(night, NIGHT)).toBe(at(11, 25, 8));
  });

  it('it is told at their end, though changes are gathered for a day', () => {
    const changes = [at(11, 24, 20), at(11, 25, 3)];
    expect(told(changes, NIGHT, 24 * 60)).toBe(at(11, 25, 8));
  });
});

describe('outside the quiet hours', () => {
  it.each([
    ['as they end', at(11, 25, 8), NIGHT],
    ['in the morning', at(11, 24, 11), LUNCH],
    ['in the afternoon', at(11, 24, 13), LUNCH],
  ])('what happens %s is gathered as ever', (_when, changedAtMs, hours) => {
    expect(told([changedAtMs], hours)).toBe(changedAtMs + 15 * MINUTE_MS);
  });
});

describe('when the clocks change', () => {
  it('the quiet hours end by the clock on the wall, be the night shorter or longer', () => {
    process.env.TZ = 'Europe/Berlin';
    expect(told([at(3, 28, 23)], NIGHT)).toBe(Date.UTC(2026, 2, 29, 6));
    expect(told([at(10, 24, 23)], NIGHT)).toBe(Date.UTC(2026, 9, 25, 7));
  });

  it('an end that the night skips is the moment after the gap', () => {
    process.env.TZ = 'Europe/Berlin';
    const hours = { fromMinute: 23 * 60, toMinute: 2 * 60 + 30 };
    // 02:30 is not on the clock on 29 March: from 02:00 it goes to 03:00.
    expect(told([at(3, 29, 1)], hours)).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });

  it('an end that comes twice is the first one', () => {
    process.env.TZ = 'Europe/Berlin';
    const hours = { fromMinute: 23 * 60, toMinute: 2 * 60 + 30 };
    expect(told([at(10, 25, 1)], hours)).toBe(Date.UTC(2026, 9, 25, 0, 30));
    const secondTime = Date.UTC(2026, 9, 25, 1, 15);
    expect(told([secondTime], hours)).toBe(secondTime + 15 * MINUTE_MS);
  });
});
