import { describe, expect, it } from 'vitest';
import { lookAhead } from '../../main/rhythm/look-ahead.ts';
import type { Outage } from '../../main/rhythm/outage.ts';
import { createNgrokProvider } from '../../main/tunnel/ngrok-provider.ts';
import { at, cameAt, DAY, every, HOUR, MINUTE } from './support/history.ts';

/** What Rollcall itself sends through ngrok in a month. */
const LOOKS = 1440;

function forecastOf(cohorts: number, everyMs: number, deliveries = 2) {
  const moments = every(everyMs, 8);
  const heard = Array.from({ length: cohorts }, (_, i) => ({
    id: i + 1,
    // The first sync has as many pages as it likes: it does not recur.
    rounds: cameAt(moments).map((round, n) => ({
      ...round,
      deliveries: n === 0 ? 900 : deliveries,
    })),
    isUnfinished: false,
  }));
  return lookAhead(heard, [], moments.at(-1) ?? 0).forecast;
}

describe('the forecast of ngrok’s free requests', () => {
  it('says that six cohorts fit a month at half an hour, narrowly, and seven do not', () => {
    expect(forecastOf(1, 30 * MINUTE)).toEqual({
      requestsPerMonth: 4320,
      limit: 20_000,
      level: 'fine',
      lastsDays: null,
    });
    expect(forecastOf(6, 30 * MINUTE)).toMatchObject({ requestsPerMonth: 18_720, level: 'close' });
    expect(forecastOf(7, 30 * MINUTE)).toMatchObject({
      requestsPerMonth: 21_600,
      level: 'over',
      lastsDays: 27,
    });
  });

  it('counts the pages of large changes', () => {
    expect(forecastOf(1, HOUR, 40)).toMatchObject({ requestsPerMonth: 30_240, lastsDays: 19 });
  });

  it('adds up syncs that are small by day and large at night', () => {
    const moments = every(30 * MINUTE, 48);
    const rounds = cameAt(moments).map((round, i) => ({
      ...round,
      deliveries: i % 24 === 12 ? 50 : 2,
      hasDeltas: true,
    }));
    const heard = [1, 2, 3, 4, 5, 6].map((id) => ({ id, rounds, isUnfinished: false }));
    const { forecast } = lookAhead(heard, [], moments.at(-1) ?? 0);
    const month = 6 * 30 * (46 * 2 + 2 * 50) + LOOKS;
    expect(Math.abs((forecast?.requestsPerMonth ?? 0) / month - 1)).toBeLessThan(0.03);
    expect(forecast?.level).toBe('over');
  });

  it('is not misled by a first sync that came as people who joined', () => {
    const rounds = cameAt(every(30 * MINUTE, 4), { hasDeltas: true }).map((round, i) => ({
      ...round,
      deliveries: i === 0 ? 900 : 2,
    }));
    const { forecast } = lookAhead([{ id: 1, rounds, isUnfinished: false }], [], at('1:31'));
    expect(forecast).toMatchObject({ requestsPerMonth: 2880 + LOOKS });
  });

  it('counts Rollcall’s own looks as often as they are made', () => {
    const { lookEveryMs } = createNgrokProvider({
      authtoken: 'a-token',
      forwardTo: 'http://127.0.0.1:1',
      ca: null,
      trafficPolicy: '',
      domain: () => null,
      server: null,
      startHelper: () => {
        throw new Error('Nothing is opened here.');
      },
    });
    expect((30 * DAY) / lookEveryMs).toBe(LOOKS);
  });

  it('leaves out cohorts whose sync was taken off in Mixpanel', () => {
    const live = every(30 * MINUTE, 19, at('9:00', 40));
    const heard = [1, 2, 3, 4, 5, 6, 7].map((id) => {
      const moments = id <= 2 ? live : every(30 * MINUTE, 19, at('9:00'));
      return { id, rounds: cameAt(moments), isUnfinished: false };
    });
    const { forecast } = lookAhead(heard, [], at('18:05', 40));
    expect(forecast).toEqual(lookAhead(heard.slice(0, 2), [], at('18:05', 40)).forecast);
    expect(forecast?.level).toBe('fine');
  });

  it('keeps those that the tunnel keeps from coming, until Mixpanel has forgotten them', () => {
    const moments = every(30 * MINUTE, 19, at('9:00'));
    const heard = [{ id: 1, rounds: cameAt(moments), isUnfinished: false }];
    const down: Outage = { kind: 'tunnel', fromMs: at('18:05'), toMs: null };
    const silent = lookAhead(heard, [down], at('20:00'));
    expect(silent.cohorts.get(1)?.silence?.cause.kind).toBe('tunnel');
    expect(silent.forecast).not.toBeNull();
    expect(lookAhead(heard, [down], at('18:01', 3)).forecast).toBeNull();
  });

  it('is none before a rhythm is known', () => {
    expect(forecastOf(0, HOUR)).toBeNull();
    const heard = [{ id: 1, rounds: cameAt(every(HOUR, 2)), isUnfinished: false }];
    expect(lookAhead(heard, [], every(HOUR, 2)[1] ?? 0).forecast).toBeNull();
  });
});
