import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Comparison } from './support/comparison.ts';
import { Engine } from './support/engine.ts';
import { type History, histories, tell, toHappenings } from './support/histories.ts';
import { type Happening, NaiveModel } from './support/naive-model.ts';

const RUNS = Number(process.env.ROLLCALL_PROPERTY_RUNS ?? 100);
const SEED = process.env.ROLLCALL_PROPERTY_SEED;
const A_DAY_MS = 24 * 60 * 60 * 1000;

let engine: Engine;
let cases = 0;
beforeAll(async () => {
  engine = await Engine.start();
});
afterAll(() => engine.end());

/** Has what happens in a history happen to the store in some manner. */
type Hand = (happenings: readonly Happening[]) => Promise<void>;

/** Where to look: two moments as fractions of the history, and minutes after its end. */
const looks = fc.record({
  one: fc.double({ min: 0, max: 1, noNaN: true }),
  other: fc.double({ min: 0, max: 1, noNaN: true }),
  minutes: fc.constantFrom(0, 9, 10, 11, 100),
});
type Look = typeof looks extends fc.Arbitrary<infer T> ? T : never;

const NOWHERE: Look = { one: 0, other: 0, minutes: 0 };

/** Every history plays in cohorts of its own, all in one data folder. */
async function play(history: History, look: Look, hand: Hand): Promise<void> {
  cases += 1;
  const happenings = toHappenings(history, [`first ${cases}`, `second ${cases}`]);
  await engine.settleAll();
  const before = engine.lastApplied();
  await hand(happenings);
  const numbers = engine.appliedAfter(before);
  const model = new NaiveModel(happenings);
  expect(numbers).toHaveLength(model.deliveries);
  for (const cohort of model.cohorts) {
    const comparison = new Comparison(model, cohort, engine.roster, numbers);
    comparison.expectSameReports();
    comparison.expectSameMembers();
    comparison.expectSameChanges(look.one, look.other);
    comparison.expectSameSyncs(look.minutes);
    comparison.expectSameStarts();
    comparison.expectSameCohort();
    comparison.expectSameName();
    comparison.expectSameTimes();
  }
}

/** A failure tells its seed and the shortest history that shows it. */
async function holds(numRuns: number, hand: Hand): Promise<void> {
  // Histories not begun by then are left out; one that runs is never left to run beside the next test.
  const deadlineMs = Date.now() + Math.max(30_000, RUNS * 500);
  const property = fc.asyncProperty(histories, looks, async (history, look) => {
    if (Date.now() < deadlineMs) await play(history, look, hand);
  });
  const details = await fc.check(property, {
    numRuns,
    // `shortened` leaves out whole deliveries, which reads better than what shrinking makes of a history.
    endOnFailure: true,
    ...(SEED === undefined ? {} : { seed: Number(SEED) }),
  });
  if (!details.failed) return;
  const [found = [], look = NOWHERE] = details.counterexample ?? [];
  const { history, error } = await shortened(found, look, hand, details.errorInstance);
  const seed = `ROLLCALL_PROPERTY_SEED=${details.seed} (run ${details.numRuns})`;
  throw new Error(`${seed}\n${tell(history)}\n${JSON.stringify(look)}`, { cause: error });
}

/** Leaves out every delivery without which it fails as well. */
async function shortened(found: History, look: Look, hand: Hand, cause: unknown) {
  let history = found;
  let error = cause;
  for (let i = found.length - 1; i >= 0; i -= 1) {
    const shorter = history.toSpliced(i, 1);
    await play(shorter, look, hand).then(
      () => {},
      (stillFails: unknown) => {
        history = shorter;
        error = stillFails;
      },
    );
  }
  return { history, error };
}

describe('the store holds to the membership rules', { timeout: A_DAY_MS }, () => {
  it('when deliveries are applied in batches', () =>
    holds(RUNS, (happenings) => engine.live(happenings)));

  it('when each is applied before the next one comes', () =>
    holds(Math.ceil(RUNS / 6), async (happenings) => {
      for (const one of happenings) await engine.live([one]);
    }));

  it('when it is closed and opened again in between', () =>
    holds(Math.ceil(RUNS / 25), async (happenings) => {
      const middle = Math.floor(happenings.length / 2);
      await engine.live(happenings.slice(0, middle));
      await engine.reopen();
      await engine.live(happenings.slice(middle));
    }));
});
