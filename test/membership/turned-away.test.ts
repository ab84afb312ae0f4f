import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type HeardCohort,
  latestOf,
  type Refusal,
  turnedAway,
} from '../../main/membership/turned-away.ts';

const MINUTE = 60_000;
/** A delivery a minute, unless it is said otherwise. */
const at = (number: number): number => number * MINUTE;

function refused(number: number, change: Partial<Refusal> = {}): Refusal {
  const cohort = { projectId: '1', cohortId: 'a', name: 'Cohort a' };
  const receivedAtMs = at(number);
  return { number, receivedAtMs, code: 'BODY_UNREADABLE', cohort, nextGoodAtMs: null, ...change };
}

function heard(cohortId: string, firstDelivery: number, lastDelivery: number): HeardCohort {
  return { id: 1, projectId: '1', cohortId, firstDelivery, lastDelivery };
}

const OF_NONE = { cohort: null } as const;
const PASSWORD = { code: 'WRONG_PASSWORD', cohort: null } as const;

function standing(
  refusals: readonly Refusal[],
  cohorts: readonly HeardCohort[] = [],
  dismissals: Parameters<typeof turnedAway>[0]['dismissals'] = [],
): [string, string | null, number][] {
  return turnedAway({ refusals, heard: cohorts, dismissals }).map((one) => [
    one.code,
    one.cohort?.cohortId ?? null,
    one.times,
  ]);
}

describe('turned away', () => {
  it('stands with its cause, its cohort, how often and when', () => {
    expect(turnedAway({ refusals: [refused(3), refused(5)], heard: [], dismissals: [] })).toEqual([
      {
        code: 'BODY_UNREADABLE',
        cohort: { projectId: '1', cohortId: 'a', name: 'Cohort a' },
        times: 2,
        firstAtMs: at(3),
        lastAtMs: at(5),
        lastDelivery: 5,
      },
    ]);
  });

  it.each<[string, Refusal[], HeardCohort[], number]>([
    ['stands while its cohort was only heard before', [refused(5)], [heard('a', 1, 4)], 1],
    ['ends with the next good delivery of its cohort', [refused(5)], [heard('a', 1, 6)], 0],
    ['ends with the first one, too', [refused(5)], [heard('a', 6, 6)], 0],
    ['does not end with that of another', [refused(5)], [heard('b', 1, 6)], 1],
    [
      'ends with that of any project where it named none',
      [refused(5, { cohort: { projectId: '', cohortId: 'a', name: null } })],
      [heard('a', 1, 6)],
      0,
    ],
    [
      'of nobody knows whom ends with the first that is heard',
      [refused(5, OF_NONE)],
      [heard('b', 6, 6)],
      0,
    ],
    ['of nobody knows whom stands while nobody is', [refused(5, OF_NONE)], [], 1],
    [
      'of nobody knows whom stands until all were heard that had been before',
      [refused(5, OF_NONE)],
      [heard('a', 1, 6), heard('b', 2, 4), heard('c', 7, 8)],
      1,
    ],
    [
      'of nobody knows whom ends once they were',
      [refused(5, OF_NONE)],
      [heard('a', 1, 6), heard('b', 2, 9), heard('c', 7, 8)],
      0,
    ],
    [
      'is no first try without a password',
      [refused(5, { ...PASSWORD, nextGoodAtMs: at(5) + MINUTE })],
      [],
      0,
    ],
    ['is a wrong password when nothing good follows', [refused(5, PASSWORD)], [], 1],
    [
      'is a wrong password when it follows too late',
      [refused(5, { ...PASSWORD, nextGoodAtMs: at(5) + MINUTE + 1 })],
      [],
      1,
    ],
    ['is no message that was cut once', [refused(5, { code: 'BODY_CUT' })], [], 0],
    [
      'is no message that was cut twice',
      [4, 5].map((n) => refused(n, { code: 'BODY_CUT' })),
      [],
      0,
    ],
    [
      'is one that was cut three times in a row',
      [3, 4, 5].map((n) => refused(n, { code: 'BODY_CUT' })),
      [],
      1,
    ],
    [
      'is none that got through in between',
      [3, 5, 6].map((n) => refused(n, { code: 'BODY_CUT' })),
      [heard('a', 1, 4)],
      0,
    ],
  ])('%s', (_what, refusals, cohorts, count) => {
    expect(standing(refusals, cohorts)).toHaveLength(count);
  });

  it('is told apart by cause and cohort, the latest first', () => {
    const other = { projectId: '1', cohortId: 'b', name: null };
    const refusals = [refused(1), refused(2, { cohort: other }), refused(3, PASSWORD), refused(4)];
    expect(standing(refusals)).toEqual([
      ['BODY_UNREADABLE', 'a', 2],
      ['WRONG_PASSWORD', null, 1],
      ['BODY_UNREADABLE', 'b', 1],
    ]);
  });

  it('ends when it is dismissed, and stands again when it happens again', () => {
    const dismissal = { code: 'BODY_UNREADABLE', projectId: '1', cohortId: 'a', upTo: 4 };
    expect(standing([refused(3), refused(4)], [], [dismissal])).toEqual([]);
    expect(standing([refused(3), refused(4), refused(5)], [], [dismissal])).toEqual([
      ['BODY_UNREADABLE', 'a', 1],
    ]);
    expect(standing([refused(3)], [], [{ ...dismissal, cohortId: 'b' }])).toHaveLength(1);
  });

  it('explains why its cohort stays away, or any where nobody knows whose it was', () => {
    const facts = { refusals: [refused(2), refused(3, PASSWORD)], heard: [], dismissals: [] };
    const all = turnedAway(facts);
    const b = { projectId: '1', cohortId: 'b' };
    expect(latestOf(b, all)).toEqual({ atMs: at(3), code: 'WRONG_PASSWORD' });
    expect(latestOf(b, turnedAway({ ...facts, refusals: [refused(2)] }))).toBeNull();
  });

  it('in any history stands exactly while a refusal is later than the deliveries that end it', () => {
    const step = fc.record({
      isGood: fc.boolean(),
      cohort: fc.constantFrom('a', 'b', null),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const cohorts = new Map<string, HeardCohort>();
        const refusals: Refusal[] = [];
        // Naively, step by step: what stands after each.
        let stands: { cohort: string | null; waitsFor: Set<string> }[] = [];
        for (const [i, { isGood, cohort }] of steps.entries()) {
          if (isGood && cohort !== null) {
            const first = cohorts.get(cohort)?.firstDelivery ?? i + 1;
            cohorts.set(cohort, heard(cohort, first, i + 1));
            for (const one of stands) for (const whom of [cohort, '*']) one.waitsFor.delete(whom);
            stands = stands.filter(({ waitsFor }) => waitsFor.size > 0);
          } else if (!isGood) {
            const named = cohort === null ? null : { projectId: '1', cohortId: cohort, name: null };
            refusals.push(refused(i + 1, { cohort: named }));
            const known = cohorts.size === 0 ? ['*'] : [...cohorts.keys()];
            stands.push({ cohort, waitsFor: new Set(cohort === null ? known : [cohort]) });
          }
        }
        const expected = new Set(stands.map(({ cohort }) => cohort));
        const found = standing(refusals, [...cohorts.values()]).map(([, cohort]) => cohort);
        expect(new Set(found)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
