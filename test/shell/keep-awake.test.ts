import { expect, it } from 'vitest';
import { createKeepAwake } from '../../main/electron/keep-awake.ts';
import { CALLED_AT_MS, cohort, snapshot } from './support/snapshots.ts';

const CALM = snapshot({ cohorts: [cohort(1)] });
const ARRIVING = snapshot({
  cohorts: [cohort(1, { arriving: { pagesReceived: 1, totalPages: 9 } })],
});

function watched(isOn: boolean) {
  const wanted = { isOn };
  const held = new Set<number>();
  const started: string[] = [];
  const keeper = createKeepAwake({
    powerSaveBlocker: {
      start(type) {
        started.push(type);
        held.add(started.length);
        return started.length;
      },
      stop: (id) => held.delete(id),
    },
    isOn: () => wanted.isOn,
    now: () => CALLED_AT_MS,
  });
  return { keeper, wanted, held, started };
}

it('keeps the computer awake while a sync arrives, once, and lets it sleep afterwards', () => {
  const { keeper, held, started } = watched(true);
  keeper.update(CALM);
  expect(held.size).toBe(0);
  keeper.update(ARRIVING);
  keeper.update(ARRIVING);
  expect([...held]).toEqual([1]);
  expect(started).toEqual(['prevent-app-suspension']);
  keeper.update(CALM);
  expect(held.size).toBe(0);
});

it('does nothing unless the person wants it, and stops when they no longer do', () => {
  const off = watched(false);
  off.keeper.update(ARRIVING);
  expect(off.started).toEqual([]);
  const on = watched(true);
  on.keeper.update(ARRIVING);
  on.wanted.isOn = false;
  on.keeper.update(ARRIVING);
  expect(on.held.size).toBe(0);
});
