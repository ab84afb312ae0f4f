import { describe, expect, it } from 'vitest';
import { createAlarmClock } from '../../main/api/alarm-clock.ts';
import { until } from '../support/until.ts';

function makeClock() {
  let rings = 0;
  const clock = createAlarmClock(Date.now, () => {
    rings += 1;
  });
  return { clock, rings: () => rings };
}

describe('the timer to the next change', () => {
  it('rings once, at the moment set last', async () => {
    const { clock, rings } = makeClock();
    clock.set(Date.now() + 3_600_000);
    const dueMs = Date.now() + 50;
    clock.set(dueMs);
    await until('it rings', () => rings() > 0);
    expect(Date.now()).toBeGreaterThanOrEqual(dueMs - 2);
    expect(rings()).toBe(1);
    clock.close();
  });

  it('rings at once for what is past, and not at all for nothing or years ahead', async () => {
    const quiet = makeClock();
    quiet.clock.set(Date.now() + 20);
    quiet.clock.set(null);
    const far = makeClock();
    far.clock.set(Date.now() + 100 * 365 * 86_400_000);
    const past = makeClock();
    past.clock.set(Date.now() - 5000);
    await until('the past one rings', () => past.rings() === 1);
    const later = makeClock();
    later.clock.set(Date.now() + 60);
    await until('one after the others rings', () => later.rings() === 1);
    expect([quiet.rings(), far.rings()]).toEqual([0, 0]);
    far.clock.close();
  });
});
