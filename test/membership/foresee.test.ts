import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adds, members, removes, type Sent, TestCohort } from './support/cohort.ts';
import { Engine } from './support/engine.ts';
import { keepPoisoned } from './support/poison.ts';

let engine: Engine;
let cohort: TestCohort;
beforeAll(async () => {
  engine = await Engine.start();
});
beforeEach(() => {
  cohort = new TestCohort(engine);
});
afterAll(() => engine.end());

const nothing = { joined: 0, left: 0, changed: 0, people: [] };
const page = (n: number, of: number) => ({ session: 's', page: n, of });

/** The cohort's deliveries of which the last one fails and is mended. */
async function failsLast(...sent: readonly Sent[]): Promise<number> {
  const posts = sent.map((one) => cohort.post(one));
  const { numbers, mend } = await keepPoisoned(engine, posts, posts.slice(-1));
  mend();
  return numbers.at(-1) ?? 0;
}

describe('what a delivery would change now', () => {
  it('is nothing when its list has counted already', async () => {
    await cohort.receives(members(['a', 'b'], page(1, 1)));
    expect(await engine.foresee(cohort.delivery(1))).toMatchObject({
      outcome: 'repeat',
      ...nothing,
    });
  });

  it('is nothing when a newer full sync is complete', async () => {
    await cohort.receives(
      members(['a'], page(1, 3)),
      members(['x'], { session: 't' }),
      members(['b'], page(2, 3)),
    );
    expect(await engine.foresee(cohort.delivery(3))).toMatchObject({
      outcome: 'superseded',
      ...nothing,
    });
  });

  it('is told with the first few people when it failed: who joins, leaves and changes', async () => {
    const before = ['gone', { mixpanel_distinct_id: 'a', plan: 'free' }, { json: '5' }];
    await cohort.receives(members(before));
    const failed = await failsLast(
      members([
        { mixpanel_distinct_id: 'a', plan: 'paid' },
        'b',
        'c',
        'd',
        'e',
        'f',
        'g',
        { json: '5' },
      ]),
    );
    const foreseen = await engine.foresee(failed);
    expect(foreseen).toMatchObject({
      outcome: 'applied',
      joined: 6,
      left: 1,
      changed: 1,
      unidentified: 1,
    });
    const told = foreseen.people.map(({ change, distinctId }) => `${distinctId} ${change}`);
    expect(told.sort()).toEqual([
      'a changes',
      'b joins',
      'c joins',
      'd joins',
      'e joins',
      'f joins',
      'gone leaves',
    ]);
  });

  it('is nobody whose properties would only stand in another order', async () => {
    await cohort.receives(members([{ mixpanel_distinct_id: 'a', plan: 'free', city: 'Oslo' }]));
    const failed = await failsLast(
      members([{ mixpanel_distinct_id: 'a', city: 'Oslo', plan: 'free' }]),
    );
    expect(await engine.foresee(failed)).toMatchObject({ outcome: 'applied', ...nothing });
  });

  it('counts people to remove who are not in', async () => {
    const failed = await failsLast(adds(['a']), removes(['a', 'b']));
    expect(await engine.foresee(failed)).toMatchObject({ joined: 0, left: 1, unknown: 1 });
  });

  it('is what it would do once more when it is a session of its own', async () => {
    await cohort.receives(adds(['a']), removes(['a']));
    expect(await engine.foresee(cohort.delivery(1))).toMatchObject({
      outcome: 'applied',
      joined: 1,
      people: [{ change: 'joins', distinctId: 'a' }],
    });
  });

  it('is only told: not a byte of the roster is written', async () => {
    await cohort.receives(adds(['a', 'b']), removes(['a']));
    const failed = await failsLast(members(['a', 'c']));
    const before = [engine.rosterRows(), await engine.rosterBytes()];
    for (const delivery of [cohort.delivery(1), cohort.delivery(2), failed]) {
      await engine.foresee(delivery);
      expect([engine.rosterRows(), await engine.rosterBytes()]).toEqual(before);
    }
    await engine.applyAgain(failed);
    expect(cohort.ids()).toEqual(['a', 'c']);
  });

  it('holds nobody up: deliveries are kept meanwhile and applied after it', async () => {
    const list = Array.from({ length: 3000 }, (_, i) => `person ${i}`);
    const failed = await failsLast(members(list));
    const foreseen = engine.foresee(failed);
    await cohort.receives(adds(['later']));
    expect(await foreseen).toMatchObject({ joined: 3000 });
    expect(cohort.ids()).toEqual(['later']);
  });
});
