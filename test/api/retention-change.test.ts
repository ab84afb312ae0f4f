import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GRACE_MS, RetentionChange } from '../../main/api/retention-change.ts';

const DAYS_90 = { days: 90, bytes: 1000 };
const DAYS_7 = { days: 7, bytes: 1000 };

const apply = vi.fn(async () => {});
let retention: RetentionChange;

beforeEach(() => {
  vi.useFakeTimers();
  apply.mockClear();
  retention = new RetentionChange(DAYS_90, apply);
});
afterEach(() => vi.useRealTimers());

it('keeps less only once that has stood for a while', async () => {
  await retention.want(DAYS_7);
  vi.advanceTimersByTime(GRACE_MS - 1);
  expect(apply).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(apply).toHaveBeenCalledExactlyOnceWith(DAYS_7);
});

it('deletes nothing where it is taken back in time', async () => {
  await retention.want(DAYS_7);
  vi.advanceTimersByTime(GRACE_MS - 1);
  await retention.want(DAYS_90);
  vi.advanceTimersByTime(2 * GRACE_MS);
  expect(apply.mock.calls).toEqual([[DAYS_90]]);
});

it('keeps more at once', async () => {
  const more = { days: 365, bytes: 1000 };
  await retention.want(more);
  expect(apply).toHaveBeenCalledExactlyOnceWith(more);
});

it('takes a smaller size for less, too, whatever the days', async () => {
  await retention.want({ days: 365, bytes: 10 });
  expect(apply).not.toHaveBeenCalled();
});
