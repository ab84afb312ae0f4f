import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesBy } from './support/changes.ts';
import { Comparison } from './support/comparison.ts';
import { Engine } from './support/engine.ts';
import { type History, histories, tell, toPosts } from './support/histories.ts';
import { NaiveModel, type Post } from './support/naive-model.ts';
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
  const whole = new NaiveModel(posts);
  const onceMore = canBeRead(whole, posts, Math.floor(plan.sentOnceMore * posts.length));
  const before = engine.lastApplied();
  const keptFirst = Math.ceil(plan.keptFirst * posts.length);
  const { numbers, mend } = await keepPoisoned(
    engine,
    posts.slice(0, keptFirst),
    plan.failing.flatMap((at) => canBeRead(whole, posts, Math.floor(at * posts.length))),
  );
  mend();
  const known = new NaiveModel(posts.slice(0, keptFirst));
  for (const number of plan.isReversed ? numbers.toReversed() : numbers) {
    const cohort = known.cohortOf(number - before);
    if (cohort === undefined) throw new Error('No such cohort.');
    const foreseen = await engine.foresee(number);
    const changes = await changesBy(engine, cohort, () => engine.applyAgain(number));
    expect(foreseen).toMatchObject(changes);
  }
  await engine.keep(posts.slice(keptFirst));
  await engine.applyAll();
  const stored = engine.appliedAfter(before);
  for (const cohort of whole.cohorts) {
    const comparison = new Comparison(whole, cohort, engine.roster, stored);
    comparison.expectSameReports();
    comparison.expectSameMembers();
    comparison.expectSameChanges(0, 1);
    comparison.expectSameSyncs(0);
    comparison.expectSameCohort();
  }
  for (const post of onceMore) {
    const cohort = new NaiveModel([...posts, post]).cohortOf(posts.length + 1);
    if (cohort === undefined) throw new Error('No such cohort.');
    // Which project it is of may be another question by now, and the answer a cohort nobody has heard of.
    if (
      !whole.cohorts.some(
        ({ projectId, cohortId }) => projectId === cohort.projectId && cohortId === cohort.cohortId,
      )
    )
      continue;
    const foreseen = await engine.foresee(stored[posts.indexOf(post)] ?? 0);
    const changes = await changesBy(engine, cohort, async () => {
      await engine.keep([post]);
      await engine.applyAll();
    });
    expect(foreseen).toMatchObject(changes);
  }
}

/** The delivery at a place in a history, unless it fails by the rules whatever is done. */
function canBeRead(whole: NaiveModel, posts: readonly Post[], at: number): Post[] {
  const reports = whole.cohortOf(at + 1)?.reports ?? [];
  const fails = reports.some(
    ({ delivery, outcome }) => delivery === at + 1 && outcome === 'failed',
  );
  return fails ? [] : posts.slice(at, at + 1);
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
