import { expect, it } from 'vitest';
import { initialState, reduce } from '../../renderer/state/store.ts';
import type { Snapshot } from '../../shared/api/contract.ts';
import { snapshot } from '../shell/support/snapshots.ts';
import { stateOf } from '../support/state-of.ts';

const told = (revision: number, change: Partial<Snapshot> = { lastDelivery: revision }) =>
  ({ type: 'told', slices: stateOf(snapshot(change), revision) }) as const;

it('drops what is older than what is known', () => {
  const state = [told(4), told(3)].reduce(reduce, initialState);
  expect(state.snapshot?.lastDelivery).toBe(4);
});

it('takes a lower revision after the connection was lost: Rollcall may have begun anew', () => {
  const lost = { type: 'connection', connection: 'reconnecting' } as const;
  const state = [told(90), lost, told(1)].reduce(reduce, initialState);
  expect(state.snapshot?.lastDelivery).toBe(1);
});
