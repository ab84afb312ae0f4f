import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 20;

/** Resolves with the first answer that is not null, undefined or false; fails when none comes in time. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs = 30_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) {
      return answer as NonNullable<Exclude<T, false>>;
    }
    if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await wait(POLL_MS);
  }
}
