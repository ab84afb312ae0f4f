import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listStaysOf } from '../../main/store/reading/people.ts';
import { mayHaveJoinedFrom } from '../../shared/joined-between.ts';
import { adds, MINUTE_MS, members, TestCohort } from '../membership/support/cohort.ts';
import { Engine } from '../membership/support/engine.ts';

const HOUR_MS = 60 * MINUTE_MS;
const START_MS = Date.UTC(2026, 7, 2);
const hourly = { kind: 'known', everyMs: HOUR_MS, toleranceMs: 5 * MINUTE_MS } as const;

describe('since when somebody may be in who came with a sync', () => {
  it('is told beside it where more than two usual intervals lie before it, and not otherwise', () => {
    const span = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(span, span, (everyMs, gapMs) => {
        const from = mayHaveJoinedFrom(START_MS + gapMs, START_MS, { ...hourly, everyMs });
        expect(from).toBe(gapMs > 2 * everyMs ? START_MS : null);
      }),
    );
  });

  it('is not told where nothing is usual or nothing came before', () => {
    const lateMs = START_MS + 100 * HOUR_MS;
    expect(mayHaveJoinedFrom(lateMs, null, hourly)).toBeNull();
    for (const kind of ['unknown', 'once'] as const) {
      expect(mayHaveJoinedFrom(lateMs, START_MS, { kind })).toBeNull();
    }
  });
});

describe('what came before the sync with which somebody joined', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.start();
  });
  afterAll(() => engine.end());

  it('is the end of the one before, also for those on its later pages', async () => {
    const cohort = new TestCohort(engine);
    const lateMs = START_MS + 5 * HOUR_MS;
    await cohort.receives(
      members(['ann'], { session: '1', atMs: START_MS }),
      adds(['bob'], { session: '2', page: 1, of: 2, atMs: lateMs }),
      adds(['cyd'], { session: '2', page: 2, of: 2, atMs: lateMs + MINUTE_MS }),
    );
    const heardBefore = (id: string) =>
      listStaysOf(engine.roster, cohort.projectId, id).map(({ heardBeforeMs }) => heardBeforeMs);
    expect(heardBefore('ann')).toEqual([null]);
    expect(heardBefore('bob')).toEqual([START_MS]);
    expect(heardBefore('cyd')).toEqual([START_MS]);
  });
});
