import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PublishedState, type SliceSources } from '../../main/api/state/published-state.ts';
import { createLogger } from '../../main/log.ts';
import { distrusted, mergeState, snapshotOf } from '../../shared/api/state.ts';
import { SLICE_NAMES, type State } from '../../shared/api/state-model.ts';
import { snapshot } from '../shell/support/snapshots.ts';
import { stateOf } from '../support/state-of.ts';
import { until } from '../support/until.ts';

/** A state whose sources a test changes, and what was told of it. */
function publish(change: Partial<SliceSources>) {
  const whole = stateOf(snapshot());
  const told: State[] = [];
  const logged: string[] = [];
  const sources: Partial<Record<string, () => unknown>> = {};
  for (const name of SLICE_NAMES) sources[name] = () => whole[name]?.value;
  const state = new PublishedState({
    sources: { ...sources, ...change } as SliceSources,
    hasViewers: () => true,
    onChanged: (one) => told.push(one),
    now: () => 1234,
    log: createLogger((line) => logged.push(line)),
  });
  return { state, told, logged };
}

const deliveries = (waiting: number) => ({ waiting, lastDeliveryAtMs: null, lastDelivery: 0 });

describe('a slice', () => {
  it('keeps its last good value while it can’t be read, and says since when', async () => {
    let failure: Error | null = null;
    const { state, logged } = publish({
      deliveries: () => {
        if (failure !== null) throw failure;
        return deliveries(7);
      },
    });
    await state.fresh();
    failure = new Error('away');
    const lost = await state.latest();
    expect(lost.deliveries).toMatchObject({ outOfDateSinceMs: 1234, value: { waiting: 7 } });
    expect(lost.cohorts?.outOfDateSinceMs).toBeNull();
    await state.latest();
    failure = null;
    expect((await state.latest()).deliveries?.outOfDateSinceMs).toBeNull();
    expect(logged.map((line) => line.split(' ')[2])).toEqual([
      'state.unreadable',
      'state.readable',
    ]);
    state.close();
  });

  it('is tried again by itself until it can be read', async () => {
    let tries = 0;
    const { state, told } = publish({
      deliveries: () => {
        tries += 1;
        if (tries < 3) throw new Error('away');
        return deliveries(5);
      },
    });
    state.noteAll();
    await until('it is read', () => told.some((one) => one.deliveries?.value.waiting === 5));
    state.close();
  });

  it('waits for no other that takes its time, and a page not for long', async () => {
    const { state, told } = publish({ cohorts: () => new Promise(() => {}) });
    state.noteAll();
    await until('the tunnel is told', () => told.some(({ tunnel }) => tunnel !== undefined));
    expect(told.some(({ cohorts }) => cohorts !== undefined)).toBe(false);
    state.close();
  });

  it('is told once of a burst, with the latest', async () => {
    let waiting = 0;
    const { state, told } = publish({ deliveries: () => deliveries(waiting) });
    await state.fresh();
    const before = told.length;
    for (waiting = 1; waiting < 500; waiting += 1) state.note('deliveries');
    await until('the last is told', () => told.at(-1)?.deliveries?.value.waiting === waiting);
    expect(told.length - before).toBeLessThanOrEqual(2);
    state.close();
  });

  it('that says the same as before is not told', async () => {
    const { state, told } = publish({});
    await state.fresh();
    await until('all is told', () => told.length === 1);
    await state.fresh();
    await state.latest();
    expect(Object.keys(told[0] ?? {})).toHaveLength(SLICE_NAMES.length);
    expect(told).toHaveLength(1);
    state.close();
  });

  it('is read again when something changed while it was being read', async () => {
    let answer: (waiting: number) => void = () => {};
    let isChanged = false;
    const { state } = publish({
      deliveries: () =>
        isChanged
          ? deliveries(2)
          : new Promise((resolve) => {
              answer = (waiting) => resolve(deliveries(waiting));
            }),
    });
    const early = state.fresh();
    isChanged = true;
    const late = state.fresh();
    answer(1);
    await early;
    expect((await late).waiting).toBe(2);
    state.close();
  });
});

describe('what a page knows', () => {
  const change = fc.record({
    revision: fc.nat(20),
    names: fc.subarray([...SLICE_NAMES], { minLength: 1 }),
  });
  const told = ({ revision, names }: { revision: number; names: readonly string[] }): State => {
    const whole = stateOf(snapshot({ waiting: revision }), revision);
    return Object.fromEntries(Object.entries(whole).filter(([name]) => names.includes(name)));
  };

  it('is of each slice the newest it was told, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const known = changes.map(told).reduce(mergeState, {});
        for (const name of SLICE_NAMES) {
          const revisions = changes.flatMap((one) =>
            one.names.includes(name) ? [one.revision] : [],
          );
          const newest = revisions.length === 0 ? undefined : Math.max(...revisions);
          expect(known[name]?.revision).toBe(newest);
        }
      }),
    );
  });

  it('is replaced by whatever comes after a break, slice by slice', () => {
    const before = stateOf(snapshot({ waiting: 9 }), 90);
    const after = mergeState(distrusted(before), told({ revision: 1, names: ['deliveries'] }));
    expect(after.deliveries).toMatchObject({ revision: 1, value: { waiting: 1 } });
    expect(after.tunnel?.value).toEqual(before.tunnel?.value);
  });

  it('is shown once every slice is known, and says since when something of it is out of date', () => {
    const { trouble, ...others } = stateOf(snapshot());
    expect(snapshotOf(others)).toBeNull();
    expect(snapshotOf(stateOf(snapshot({ outOfDateSinceMs: 5 })))?.outOfDateSinceMs).toBe(5);
    expect(snapshotOf({ ...others, trouble })).toEqual(snapshot());
  });
});
