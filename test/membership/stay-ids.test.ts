import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdSet } from '../../main/store/id-set.ts';
import { addPacked, packIds } from '../../main/store/roster/seen.ts';
import { members, TestCohort } from './support/cohort.ts';
import { Engine } from './support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.start();
});
afterAll(() => engine.end());

describe('the ids of stays', () => {
  it('are not used up by people who are in already', async () => {
    const cohort = new TestCohort(engine);
    for (const session of ['1', '2', '3']) {
      await cohort.receives(members(['ann', 'bob', 'cat'], { session }));
    }
    await cohort.receives(members(['ann', 'bob', 'cat', 'dan'], { session: '4' }));
    const ids = engine.roster.prepare('SELECT id FROM member ORDER BY id').all();
    const [first = 0, , , fourth = 0] = ids.map(({ id }) => Number(id));
    // On the page with somebody new, those before them take one each.
    expect(fourth - first).toBeLessThanOrEqual(6);
  });

  it('are packed and found again, however large', () => {
    const ids = [1, 127, 128, 16_384, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 5];
    const set = new IdSet(2 ** 31 + 8);
    addPacked(set, packIds(ids));
    expect(set.size).toBe(ids.length);
    expect(ids.every((id) => set.has(id))).toBe(true);
    expect([0, 2, 129, 2 ** 31 + 1, 2 ** 31 + 4].some((id) => set.has(id))).toBe(false);
  });
});
