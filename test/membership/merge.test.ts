import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCohorts } from '../../main/store/reading/cohorts.ts';
import { listRounds } from '../../main/store/reading/rounds.ts';
import { adds, MINUTE_MS, members, removes, TestCohort } from './support/cohort.ts';
import { Engine } from './support/engine.ts';
import { CohortReader } from './support/read-roster.ts';

let engine: Engine;
let cohort: TestCohort;
beforeEach(async () => {
  engine = await Engine.start();
  cohort = new TestCohort(engine);
});
afterEach(() => engine.end());

/** Leaves the cohort as an earlier version kept it, which took every spelling of an id for another cohort. */
async function keptAs(projectId: string, cohortId: string): Promise<number> {
  const { id } = cohort.reader;
  await engine.close();
  const db = new DatabaseSync(engine.folder.rosterPath);
  db.prepare('UPDATE cohort SET project_id = ?, cohort_id = ? WHERE id = ?').run(
    projectId,
    cohortId,
    id,
  );
  db.close();
  await engine.open();
  return id;
}

const sameAs = (id: number) =>
  listCohorts(engine.roster, 0).find((listed) => listed.id === id)?.sameAs;

describe('a cohort that an earlier version kept apart from itself', () => {
  it('is asked about, and never made one by itself', async () => {
    await cohort.receives(members(['a', 'b']));
    const old = await keptAs(cohort.projectId, ` ${cohort.cohortId} `);
    expect(sameAs(old)).toBeNull();
    await cohort.receives(removes(['a']));
    expect(sameAs(old)).toBe(cohort.reader.id);
    expect(sameAs(cohort.reader.id)).toBeNull();
    expect(listCohorts(engine.roster, 0)).toHaveLength(2);
  });

  it('becomes one with all that came to either, in its order', async () => {
    await cohort.receives(members(['a', 'b', 'c']));
    const old = await keptAs(cohort.projectId, `${cohort.cohortId}\t`);
    await cohort.receives(removes(['a'], { session: 's' }), adds(['d'], { session: 's' }));
    expect(cohort.ids()).toEqual(['d']);
    await engine.merge(old);
    expect(cohort.ids()).toEqual(['b', 'c', 'd']);
    expect(cohort.applied().map(({ joined, left, unknown }) => [joined, left, unknown])).toEqual([
      [3, 0, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    expect(cohort.ids(cohort.delivery(1))).toEqual(['a', 'b', 'c']);
    expect(cohort.reader.summary().baseline).toBe('known');
    expect(listCohorts(engine.roster, 0).map(({ sameAs }) => sameAs)).toEqual([null]);
    expect(listRounds(engine.roster, cohort.reader.id, 10)).toHaveLength(1);
  });

  it('is the one of the project where the other names none', async () => {
    await cohort.receives(members(['a', 'b']));
    const { id } = cohort.reader;
    const nameless = new TestCohort(engine);
    await nameless.receives(adds(['x'], { atMs: cohort.nowMs + 60 * MINUTE_MS }));
    const other = nameless.reader.id;
    await engine.close();
    const db = new DatabaseSync(engine.folder.rosterPath);
    db.prepare("UPDATE cohort SET project_id = '', cohort_id = ? WHERE id = ?").run(
      cohort.cohortId,
      other,
    );
    db.close();
    await engine.open();
    expect(sameAs(other)).toBe(id);
    await engine.merge(other);
    expect(cohort.ids()).toEqual(['a', 'b', 'x']);
    expect(listRounds(engine.roster, id, 10)).toHaveLength(2);
    expect(() => new CohortReader(engine.roster, '', cohort.cohortId)).toThrow('COHORT_UNKNOWN');
  });

  it('stays two where the person wants so', async () => {
    await cohort.receives(members(['a']));
    const old = await keptAs(cohort.projectId, ` ${cohort.cohortId}`);
    await cohort.receives(members(['b']));
    await engine.keepApart(old);
    expect(sameAs(old)).toBeNull();
    expect(cohort.ids()).toEqual(['b']);
  });

  it('is left as it is where its deliveries are not kept any more', async () => {
    await cohort.receives(members(['a']));
    const old = await keptAs(cohort.projectId, ` ${cohort.cohortId}`);
    await engine.forgetBodies();
    await cohort.receives(members(['b']));
    await expect(engine.merge(old)).rejects.toThrow('DELIVERY_NOT_KEPT');
    expect(cohort.ids()).toEqual(['b']);
    expect(sameAs(old)).toBe(cohort.reader.id);
  });
});
