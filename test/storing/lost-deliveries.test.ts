import { rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completenessOf } from '../../main/store/reading/completeness.ts';
import { hasHistoryGap } from '../../main/store/reading/history-gap.ts';
import { readStatus } from '../../main/store/reading/status.ts';
import { adds, members, TestCohort } from '../membership/support/cohort.ts';
import { Engine } from '../membership/support/engine.ts';
import { keepUnapplied } from '../membership/support/poison.ts';

let engine: Engine;
let cohort: TestCohort;
beforeEach(async () => {
  engine = await Engine.start();
  cohort = new TestCohort(engine);
});
afterEach(() => engine.end());

const completeness = () => cohort.reader.summary(cohort.nowMs).completeness;
const hasGap = () => hasHistoryGap(engine.roster, cohort.nowMs);
const alerts = () => {
  const { inboxPath, rosterPath } = engine.folder;
  return readStatus(inboxPath, rosterPath, cohort.nowMs).alerts.map(({ kind }) => kind);
};

async function without(path: string): Promise<void> {
  await engine.close();
  for (const suffix of ['', '-wal', '-shm']) await rm(path + suffix, { force: true });
  await engine.open();
  await engine.applyAll();
}

describe('deliveries that were acknowledged and lost with their inbox', () => {
  it('are told of every cohort until a full sync that began later is complete', async () => {
    await cohort.receives(members(['a', 'b']));
    expect(completeness()).toEqual({ state: 'whole', reasons: [], unidentified: 0 });
    await without(engine.folder.inboxPath);
    expect(completeness()).toEqual({ state: 'unknown', reasons: ['failed'], unidentified: 0 });
    expect(alerts()).toEqual(['deliveries-lost']);
    await cohort.receives(adds(['c']));
    expect(completeness().state).toBe('unknown');
    expect(hasGap()).toBe(true);
    await cohort.receives(members(['a', 'c']));
    expect(completeness().state).toBe('whole');
    expect(hasGap()).toBe(false);
  });

  it('are told where the inbox is damaged and set aside, and where that is', async () => {
    await cohort.receives(members(['a']));
    await keepUnapplied(engine, [cohort.post(adds(['lost']))]);
    await writeFile(engine.folder.inboxPath, Buffer.alloc(8192, 'no database'));
    await rm(`${engine.folder.inboxPath}-wal`, { force: true });
    await engine.open();
    expect(engine.setAside).toEqual([expect.stringMatching(/inbox-set-aside-/)]);
    expect(completeness().reasons).toEqual(['failed']);
  });

  it('are not in what was known before them', async () => {
    await cohort.receives(members(['a']));
    const before = cohort.delivery(1);
    await without(engine.folder.inboxPath);
    await cohort.receives(adds(['b']));
    const { id } = cohort.reader;
    expect(completenessOf(engine.roster, id, cohort.nowMs, before).state).toBe('whole');
    expect(completenessOf(engine.roster, id, cohort.nowMs, cohort.delivery(2)).state).toBe(
      'unknown',
    );
  });
});

describe('a roster that was lost', () => {
  it('is made again from the inbox, exactly, while the inbox holds everything', async () => {
    await cohort.receives(members(['a', 'b']), adds(['c']));
    await without(engine.folder.rosterPath);
    expect(cohort.ids()).toEqual(['a', 'b', 'c']);
    expect(completeness().state).toBe('whole');
    expect(hasGap()).toBe(false);
  });

  it('takes no delta for the first there was where deliveries are trimmed', async () => {
    await cohort.receives(members(['a', 'b']));
    await engine.forgetBodies();
    await cohort.receives(adds(['c'], { session: 's' }));
    await without(engine.folder.rosterPath);
    expect(cohort.ids()).toEqual(['c']);
    expect(cohort.reader.summary().baseline).toBe('unknown');
    expect(completeness()).toEqual({ state: 'unknown', reasons: ['start'], unidentified: 0 });
    expect(alerts()).toEqual(['history-gap']);
    await cohort.receives(members(['a', 'b', 'c']));
    expect(completeness().state).toBe('whole');
  });

  it('is told also where no cohort is left', async () => {
    await cohort.receives(members(['a']));
    await engine.forgetBodies();
    await without(engine.folder.rosterPath);
    expect(hasGap()).toBe(true);
  });
});

describe('a first start', () => {
  it('has lost nothing', () => {
    expect(hasGap()).toBe(false);
    expect(alerts()).toEqual([]);
  });
});
