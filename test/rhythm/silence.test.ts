import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outage } from '../../main/rhythm/outage.ts';
import { at, away, cameAt, every, HOUR, look, MINUTE, START_MS } from './support/history.ts';

const HALF_HOURLY = ['9:00', '9:30', '10:00', '10:30', '11:00'].map((time) => at(time));

describe('silence', () => {
  it('is no alarm after one missed sync, and is one after two', () => {
    const rounds = cameAt(HALF_HOURLY);
    const late = look(rounds, at('11:45'));
    expect(late.silence).toBeNull();
    expect(late.next).toMatchObject({ atMs: at('12:00'), missed: 1 });
    const silent = look(rounds, at('12:10'));
    expect(silent.next).toBeNull();
    expect(silent.silence).toEqual({
      sinceMs: at('11:00') + 2000,
      everyMs: 30 * MINUTE,
      missed: 2,
      cause: { kind: 'stopped' },
    });
  });

  it('ends with the next sync', () => {
    const rounds = cameAt([...HALF_HOURLY, at('15:20')]);
    expect(look(rounds, at('15:10')).silence).not.toBeNull();
    const healed = look(rounds, at('15:21'));
    expect(healed.silence).toBeNull();
    expect(healed.next?.atMs).toBe(at('15:50'));
  });

  it('names the tunnel when it was down at an expected sync', () => {
    const down: Outage = { kind: 'tunnel', fromMs: at('11:20'), toMs: null };
    const { silence } = look(cameAt(HALF_HOURLY), at('12:15'), [down]);
    expect(silence?.cause).toEqual({ kind: 'tunnel', fromMs: at('11:20'), toMs: null });
  });

  it('names what was turned away since, before anything else', () => {
    const down: Outage = { kind: 'tunnel', fromMs: at('11:20'), toMs: null };
    const refused = { atMs: at('11:30'), code: 'WRONG_PASSWORD' };
    const { silence } = look(cameAt(HALF_HOURLY), at('12:15'), [down], refused);
    expect(silence?.cause).toEqual({ kind: 'turned-away', ...refused });
  });

  it('does not blame what was turned away before the last sync', () => {
    const refused = { atMs: at('10:45'), code: 'WRONG_PASSWORD' };
    const { silence } = look(cameAt(HALF_HOURLY), at('12:15'), [], refused);
    expect(silence?.cause).toEqual({ kind: 'stopped' });
  });

  it('does not count what came to nobody while the computer slept', () => {
    const night = away(at('11:10'), at('17:04'));
    const woken = look(cameAt(HALF_HOURLY), at('17:05'), [night]);
    expect(woken.silence).toBeNull();
    expect(woken.next).toMatchObject({ atMs: at('17:30'), missed: 0 });
  });

  it('after a sleep says that Mixpanel may have paused the sync meanwhile', () => {
    const night = away(at('11:10'), at('17:00'));
    const { silence } = look(cameAt(HALF_HOURLY), at('18:15'), [night]);
    expect(silence).toMatchObject({ missed: 2 });
    expect(silence?.cause).toEqual({ kind: 'away', fromMs: at('11:10'), toMs: at('17:00') });
  });

  it('stays said through another sleep', () => {
    const sleeps = [away(at('11:10'), at('17:00')), away(at('18:20'), at('8:00', 1))];
    expect(look(cameAt(HALF_HOURLY), at('8:01', 1), sleeps).silence).toMatchObject({ missed: 2 });
  });

  it('does not blame a sleep in which nothing was due', () => {
    const nap = away(at('11:05'), at('11:20'));
    const { silence } = look(cameAt(HALF_HOURLY), at('12:15'), [nap]);
    expect(silence?.cause).toEqual({ kind: 'stopped' });
  });

  it('is none while the person has paused receiving, and is counted from the end of the pause', () => {
    const pause: Outage = { kind: 'paused', fromMs: at('11:05'), toMs: null };
    expect(look(cameAt(HALF_HOURLY), at('18:00'), [pause]).silence).toBeNull();
    const over: Outage = { ...pause, toMs: at('18:05') };
    expect(look(cameAt(HALF_HOURLY), at('18:45'), [over]).silence).toBeNull();
    expect(look(cameAt(HALF_HOURLY), at('19:15'), [over]).silence).toMatchObject({ missed: 2 });
  });

  it('is none while a sync of hours is still arriving', () => {
    const rounds = cameAt(HALF_HOURLY);
    const long = rounds.with(-1, {
      ...(rounds[4] ?? rounds[0]),
      id: 5,
      startedAtMs: at('11:00'),
      lastAtMs: at('14:20'),
      deliveries: 4000,
      hasDeltas: true,
    });
    expect(look(long, at('14:21')).silence).toBeNull();
  });

  it('that has lasted for a year is still told at once', () => {
    const { silence } = look(cameAt(HALF_HOURLY), at('12:00', 365));
    expect(silence?.missed).toBe(1000);
  });

  it('is told of a sync that is always due while the computer sleeps, once Mixpanel has forgotten it', () => {
    const daily = [0, 1, 2, 3].map((day) => at('12:30', day));
    const lunches = Array.from({ length: 7 }, (_, i) =>
      away(at('12:00', i + 4), at('12:40', i + 4)),
    );
    const rounds = cameAt(daily);
    expect(look(rounds, at('12:00', 6), lunches.slice(0, 2)).silence).toBeNull();
    const { silence, next } = look(rounds, at('18:00', 6), lunches.slice(0, 3));
    expect(next).toBeNull();
    expect(silence).toMatchObject({
      sinceMs: at('12:30', 3) + 2000,
      missed: 3,
      cause: { kind: 'away', fromMs: at('12:00', 6), toMs: at('12:40', 6) },
    });
    const before = look(rounds, at('12:10', 6), lunches.slice(0, 2)).outlook;
    expect(before.changesAtMs).toBe(at('12:30', 6) + 2000);
  });

  it('is told of one that is due at night, too, when the days at work make up one', () => {
    const rounds = cameAt([0, 1, 2, 3].map((day) => at('2:00', day)));
    const nights = [3, 4, 5, 6].map((day) => away(at('18:00', day), at('8:30', day + 1)));
    expect(look(rounds, at('8:31', 5), nights.slice(0, 2)).silence).toBeNull();
    expect(look(rounds, at('14:00', 6), nights.slice(0, 3)).silence?.cause.kind).toBe('away');
  });

  it('is not told after weeks away, before a sync could come', () => {
    const holiday = away(at('11:10'), at('9:00', 21));
    const nap = away(at('9:20', 21), at('9:40', 21));
    const rounds = cameAt(HALF_HOURLY);
    expect(look(rounds, at('9:50', 21), [holiday, nap]).silence).toBeNull();
    const daily = cameAt([0, 1, 2].map((day) => at('10:00', day)));
    const gone = away(at('18:00', 2), at('9:00', 23));
    const morning = away(at('9:50', 23), at('10:10', 23));
    expect(look(daily, at('18:00', 23), [gone, morning]).silence).toBeNull();
  });

  it('is never made of the person’s own pause', () => {
    const rounds = cameAt([0, 1, 2, 3].map((day) => at('12:30', day)));
    const pauses = [4, 5, 6, 7, 8].map(
      (day): Outage => ({ kind: 'paused', fromMs: at('12:00', day), toMs: at('13:00', day) }),
    );
    expect(look(rounds, at('18:00', 8), pauses).silence).toBeNull();
  });

  it('tells when the answer changes, and no earlier', () => {
    const rounds = cameAt(HALF_HOURLY);
    let nowMs = at('11:01');
    const answers: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { next, silence, outlook } = look(rounds, nowMs);
      answers.push(silence === null ? `${next?.missed} missed` : 'silent');
      const changesAtMs = outlook.changesAtMs ?? 0;
      const before = look(rounds, changesAtMs - 1);
      expect(before.next).toEqual(next);
      expect(before.silence).toEqual(silence);
      nowMs = changesAtMs;
    }
    expect(answers).toEqual(['0 missed', '1 missed', 'silent']);
  });
});

const anInterval = fc.constantFrom(15, 30, 60, 120, 24 * 60).map((minutes) => minutes * MINUTE);
/** How early or late each sync is, as a part of the interval. */
const someJitter = fc.array(fc.double({ min: -1 / 6, max: 1 / 6, noNaN: true }), {
  minLength: 6,
  maxLength: 60,
});

describe('whatever the rhythm', () => {
  it('syncs that come early or late never raise a false alarm', () => {
    fc.assert(
      fc.property(anInterval, someJitter, (everyMs, jitter) => {
        const moments = every(everyMs, jitter.length).map(
          (ms, i) => ms + Math.round((jitter[i] ?? 0) * everyMs),
        );
        const rounds = cameAt(moments);
        for (const [i, ms] of moments.entries()) {
          if (i > 0) expect(look(rounds.slice(0, i), ms - 1).silence).toBeNull();
        }
      }),
    );
  });

  it('nor does a single one that never comes, once three in a row have', () => {
    const lost = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(anInterval, lost, (everyMs, gone) => {
        const moments = every(everyMs, 60).filter((_, i) => i !== gone + 3);
        const rounds = cameAt(moments);
        for (const [i, ms] of moments.entries()) {
          if (i > 2) expect(look(rounds.slice(0, i), ms - 1).silence).toBeNull();
        }
      }),
    );
  });

  it('a real stop is an alarm after two missed syncs, and not before', () => {
    fc.assert(
      fc.property(anInterval, fc.integer({ min: 3, max: 40 }), (everyMs, count) => {
        const moments = every(everyMs, count);
        const lastMs = moments.at(-1) ?? START_MS;
        const rounds = cameAt(moments);
        expect(look(rounds, lastMs + 2 * everyMs).silence).toBeNull();
        expect(look(rounds, lastMs + 2.5 * everyMs).silence?.missed).toBe(2);
      }),
    );
  });

  it('an alarm is never raised for a time in which nobody was here', () => {
    const sleepsAndHours = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.nat({ max: 60 }));
    fc.assert(
      fc.property(anInterval, sleepsAndHours, (everyMs, [hours, minutes]) => {
        const moments = every(everyMs, 8);
        const fromMs = (moments.at(-1) ?? START_MS) + minutes * 1000;
        const toMs = fromMs + hours * HOUR;
        const { silence, next } = look(cameAt(moments), toMs, [away(fromMs, toMs)]);
        expect(silence).toBeNull();
        expect(next?.missed).toBe(0);
      }),
    );
  });
});
