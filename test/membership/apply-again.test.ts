import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CohortDetailsReader } from '../../main/store/reading/cohort-details.ts';
import { RollcallError } from '../../shared/errors.ts';
import { adds, members, removes, type Sent, TestCohort } from './support/cohort.ts';
import { Engine } from './support/engine.ts';
import { keepPoisoned, type Poisoned, refuseToWrite, writeAgain } from './support/poison.ts';

let engine: Engine;
let cohort: TestCohort;
beforeAll(async () => {
  engine = await Engine.start();
});
beforeEach(() => {
  cohort = new TestCohort(engine);
});
afterAll(() => engine.end());

/** Deliveries of the cohort, of which the one at this place, counted from 1, fails. */
async function receivesFailing(place: number, ...sent: readonly Sent[]): Promise<Poisoned> {
  const posts = sent.map((one) => cohort.post(one));
  return keepPoisoned(engine, posts, posts.slice(place - 1, place));
}

function codeOf(asking: Promise<unknown>): Promise<string> {
  return asking.then(
    () => 'no error',
    (error: unknown) => (error instanceof RollcallError ? error.code : String(error)),
  );
}

const page = (n: number, of: number) => ({ session: 's', page: n, of });

describe('a delivery that failed and is applied again', () => {
  it('completes its full sync: who is not named leaves then', async () => {
    await cohort.receives(members(['a', 'gone']));
    const { mend } = await receivesFailing(
      1,
      members(['a'], page(1, 2)),
      members(['b'], page(2, 2)),
    );
    expect(cohort.states()).toEqual(['complete', 'failed']);
    mend();
    await engine.applyAgain(cohort.delivery(2));
    expect(cohort.ids()).toEqual(['a', 'b']);
    expect(cohort.states()).toEqual(['complete', 'complete']);
    expect(cohort.outcomes()).toEqual(['applied', 'applied', 'applied']);
    expect(cohort.alerts()).toEqual([]);
  });

  it('is not arriving any more', async () => {
    await receivesFailing(1, members(['a'], page(1, 2)), members(['b'], page(2, 2)));
    const cohorts = new CohortDetailsReader(engine.roster).list(cohort.nowMs);
    const shown = cohorts.find(({ cohortId }) => cohortId === cohort.cohortId);
    expect(shown).toMatchObject({ state: 'failed', arriving: null, partialAtMs: null });
  });

  it('counts in its place: what came later wins, property by property', async () => {
    const known = { mixpanel_distinct_id: 'a', plan: 'free', city: 'Kyoto' };
    await cohort.receives(adds([known]));
    const { mend } = await receivesFailing(
      1,
      adds([{ mixpanel_distinct_id: 'a', plan: 'trial', city: 'Oslo' }, 'b', 'c']),
      adds([{ mixpanel_distinct_id: 'a', plan: 'free' }]),
      removes(['b']),
    );
    mend();
    await engine.applyAgain(cohort.delivery(2));
    expect(cohort.properties('a')).toEqual({ plan: '"free"', city: '"Oslo"' });
    expect(cohort.ids()).toEqual(['a', 'c']);
    expect(cohort.ids(cohort.delivery(2))).toEqual(['a', 'b', 'c']);
  });

  it('leaves the mark, the moments of syncs and other cohorts where they were', async () => {
    const other = new TestCohort(engine);
    const { mend } = await receivesFailing(1, adds(['a']), adds(['b'], { session: 't' }));
    await other.receives(members(['x']));
    await cohort.receives(adds(['c'], { session: 'u' }));
    const mark = engine.mark();
    const syncs = cohort.syncs().map(({ id }) => id);
    const othersBefore = other.syncs();
    mend();
    await engine.applyAgain(cohort.delivery(1));
    expect(engine.mark()).toBe(mark);
    expect(cohort.syncs().map(({ id }) => id)).toEqual(syncs);
    expect(other.syncs()).toEqual(othersBefore);
    expect(cohort.ids()).toEqual(['a', 'b', 'c']);
  });

  it('changes nothing when it is applied again a second time', async () => {
    const { mend } = await receivesFailing(1, adds(['a']), removes(['b']));
    mend();
    await engine.applyAgain(cohort.delivery(1));
    const before = [cohort.applied(), cohort.syncs(), engine.rosterRows()];
    await engine.applyAgain(cohort.delivery(1));
    await engine.applyAgain(cohort.delivery(2));
    expect([cohort.applied(), cohort.syncs(), engine.rosterRows()]).toEqual(before);
  });

  it('stays failed, and nothing changes, while what was at fault is still there', async () => {
    await refuseToWrite(engine, 'refused');
    await cohort.receives(adds(['a']), adds(['b', 'refused']), removes(['a']));
    const before = engine.rosterRows();
    expect(await codeOf(engine.applyAgain(cohort.delivery(2)))).toBe('DELIVERY_FAILS_AGAIN');
    expect(engine.rosterRows()).toEqual(before);
    await writeAgain(engine);
    await engine.applyAgain(cohort.delivery(2));
    expect(cohort.ids()).toEqual(['b', 'refused']);
    await cohort.receives(adds(['c']));
    expect(cohort.ids()).toEqual(['b', 'c', 'refused']);
  });

  it('is refused with a sentence when a delivery that came after it is trimmed', async () => {
    const { mend } = await receivesFailing(1, adds(['a']), adds(['b']));
    mend();
    engine.forgetBody(cohort.delivery(2));
    const before = engine.rosterRows();
    expect(await codeOf(engine.applyAgain(cohort.delivery(1)))).toBe('DELIVERY_NOT_KEPT');
    expect(engine.rosterRows()).toEqual(before);
  });

  it('leaves another one failed that still can’t be read', async () => {
    const posts = [adds(['a']), adds(['b']), adds(['c'])].map((one) => cohort.post(one));
    const first = await keepPoisoned(engine, posts, posts.slice(0, 2));
    first.mend();
    engine.spoilBody(cohort.delivery(2));
    await engine.applyAgain(cohort.delivery(1));
    expect(cohort.outcomes()).toEqual(['applied', 'failed', 'applied']);
    expect(cohort.ids()).toEqual(['a', 'c']);
  });
});
