import { expect, it } from 'vitest';
import { createKeepAwake } from '../../main/electron/keep-awake.ts';
import { ClockDouble } from './support/clock-double.ts';
import { CALLED_AT_MS, cohort, snapshot } from './support/snapshots.ts';

const MINUTE_MS = 60_000;
const CALM = snapshot({ cohorts: [cohort(1)] });
const ARRIVING = snapshot({
  cohorts: [cohort(1, { arriving: { pagesReceived: 1, totalPages: 9 } })],
});

/** The next sync is expected in so many minutes. */
function expecting(inMinutes: number) {
  const atMs = CALLED_AT_MS + inMinutes * MINUTE_MS;
  const nextExpected = { atMs, toleranceMs: 10 * MINUTE_MS, missed: 0 };
  const { tunnel } = snapshot();
  return snapshot({
    tunnel: { ...tunnel, provider: 'ngrok', state: 'online' },
    cohorts: [cohort(1, { nextExpected })],
  });
}

function watched(isOn: boolean) {
  const wanted = { isOn };
  const held = new Set<number>();
  const started: string[] = [];
  const clock = new ClockDouble(() => CALLED_AT_MS);
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
    now: clock.now,
    alarm: clock.alarm,
  });
  return { keeper, wanted, held, started, clock };
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

it('begins ten minutes before a sync is expected, though nothing happens then, and ends when it is late', () => {
  const { keeper, held, clock } = watched(true);
  keeper.update(expecting(30));
  clock.pass(19 * MINUTE_MS);
  expect(held.size).toBe(0);
  clock.pass(MINUTE_MS);
  expect(held.size).toBe(1);
  clock.pass(19 * MINUTE_MS);
  expect(held.size).toBe(1);
  clock.pass(MINUTE_MS);
  expect(held.size).toBe(0);
});

it('sets no alarm where it is not wanted, or once it is closed', () => {
  const off = watched(false);
  off.keeper.update(expecting(30));
  expect(off.clock.nextMs).toBeNull();
  const on = watched(true);
  on.keeper.update(expecting(30));
  on.keeper.close();
  expect(on.clock.nextMs).toBeNull();
});
