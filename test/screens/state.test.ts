import { expect, it } from 'vitest';
import { initialState, reduce } from '../../renderer/state/store.ts';
import { contract } from '../../shared/api/contract.ts';

const snapshotOf = (revision: number) =>
  contract['app.snapshot'].result.parse({
    revision,
    hookUrl: 'http://127.0.0.1:1/hook/x',
    asksPassword: false,
    dataDir: '/data',
    settings: {
      language: 'system',
      theme: 'system',
      paused: false,
      retentionDays: 30,
      retentionBytes: 1,
    },
    language: 'en',
    cohorts: [],
    waiting: 0,
    lastDeliveryAtMs: null,
    lastDelivery: 0,
    sampleRunning: false,
    trouble: null,
  });
const told = (revision: number) => ({ type: 'snapshot', snapshot: snapshotOf(revision) }) as const;

it('drops what is older than what is known', () => {
  const state = [told(4), told(3)].reduce(reduce, initialState);
  expect(state.snapshot?.revision).toBe(4);
});

it('takes a lower revision after the connection was lost: Rollcall may have begun anew', () => {
  const lost = { type: 'connection', connection: 'reconnecting' } as const;
  const state = [told(90), lost, told(1)].reduce(reduce, initialState);
  expect(state.snapshot?.revision).toBe(1);
});
