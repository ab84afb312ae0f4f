import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesBy } from './support/changes.ts';
import { Comparison } from './support/comparison.ts';
import { Engine } from './support/engine.ts';
import { type History, histories, tell, toPosts } from './support/histories.ts';
import { NaiveModel } from './support/naive-model.ts';
import { keepPoisoned } from './support/poison.ts';

const RUNS = Number(process.env.ROLLCALL_PROPERTY_RUNS ?? 100);
const SEED = process.env.ROLLCALL_PROPERTY_SEED;
const A_DAY_MS = 24 * 60 * 60 * 1000;

let engine: Engine;
let cases = 0;
beforeAll(async () => {
  engine = await Engine.start();
});
afterAll(() => engine.end());

const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** Which of a history's deliveries fail, and in which order they are applied again; places are fractions of it. */
const failures = fc.record({
  failing: fc.array(part, { minLength: 1, maxLength: 3 }),
  keptFirst: part,
  isReversed: fc.boolean(),
  sentOnceMore: part,
});
type Failures = typeof failures extends fc.Arbitrary<infer T> ? T : never;

async function play(history: History, plan: Failures): Promise<void> {
  cases += 1;
  const posts = toPosts(history, [`again ${cases}`, `again too ${cases}`]);
  const [...onceMore] = posts.slice(Math.floor(plan.sentOnceMore * posts.length)).slice(0, 1);
  const before = engine.lastApplied();
  const keptFirst = Math.ceil(plan.keptFirst * posts.length);
  const { numbers, mend } = await keepPoisoned(
    engine,
    posts.slice(0, keptFirst),
    plan.failing.flatMap((at) => posts.at(Math.floor(at * posts.length)) ?? []),
  );
  mend();
  for (const number of plan.isReversed ? numbers.toReversed() : numbers) {
    const post = posts.at(number - before - 1);
    if (post === undefined) throw new Error('No such delivery.');
    const [cohort] = new NaiveModel([post]).cohorts.values();
    if (cohort === undefined) throw new Error('No such cohort.');
    const foreseen = await engine.foresee(number);
    const changes = await changesBy(engine, cohort, () => engine.applyAgain(number));
    expect(foreseen).toMatchObject(changes);
  }
  await engine.keep(posts.slice(keptFirst));
  await engine.applyAll();
  const model = new NaiveModel(posts);
  const stored = engine.appliedAfter(before);
  for (const cohort of model.cohorts.values()) {
    const comparison = new Comparison(model, cohort, engine.roster, stored);
    comparison.expectSameReports();
    comparison.expectSameMembers();
    comparison.expectSameChanges(0, 1);
    comparison.expectSameSyncs(0);
    comparison.expectSameCohort();
  }
  for (const post of onceMore) {
    const [cohort] = new NaiveModel([post]).cohorts.values();
    if (cohort === undefined) throw new Error('No such cohort.');
    const foreseen = await engine.foresee(stored[posts.indexOf(post)] ?? 0);
    const changes = await changesBy(engine, cohort, async () => {
      await engine.keep([post]);
      await engine.applyAll();
    });
    expect(foreseen).toMatchObject(changes);
  }
}

describe('whatever else came', { timeout: A_DAY_MS }, () => {
  it('what failed and is applied again leaves the roster as the rules make it of all in their order, and was foreseen', async () => {
    // Histories not begun by then are left out.
    const deadlineMs = Date.now() + Math.max(30_000, RUNS * 500);
    const property = fc.asyncProperty(histories, failures, async (history, plan) => {
      if (Date.now() < deadlineMs && history.length > 0) await play(history, plan);
    });
    const details = await fc.check(property, {
      numRuns: Math.ceil(RUNS / 5),
      ...(SEED === undefined ? {} : { seed: Number(SEED) }),
    });
    if (!details.failed) return;
    const [history = [], plan] = details.counterexample ?? [];
    const seed = `ROLLCALL_PROPERTY_SEED=${details.seed}`;
    const { errorInstance: cause } = details;
    throw new Error(`${seed}\n${tell(history)}\n${JSON.stringify(plan)}`, { cause });
  });
});
