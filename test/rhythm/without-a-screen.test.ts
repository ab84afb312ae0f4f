/** A machine without a display: nobody looks, and all that changes by time alone is told in the log and by `status`. */
import { afterAll, describe, expect } from 'vitest';
import * as z from 'zod';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { endAll, readJson, runRollcall, startRollcall } from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';
import { type ClockedApp, makeClockedApp, test } from './support/clocked-app.ts';
import { at, MINUTE } from './support/history.ts';

afterAll(async () => {
  await endAll();
  await removeDataFolders();
});

const SECOND = 1000;

/** Everybody, then three pairs at half an hour. Resolves with the moment from which it is silent. */
async function halfHourly(app: ClockedApp, fromMs: number): Promise<number> {
  await app.startAt(fromMs - 5 * MINUTE);
  await app.sync(fromMs, { everybody: ['ann', 'bob'] });
  for (const round of [1, 2, 3]) await app.sync(fromMs + round * 30 * MINUTE);
  const next = (await app.snapshot()).cohorts[0]?.nextExpected;
  if (next == null) throw new Error('No sync is expected.');
  return next.atMs + 30 * MINUTE + next.toleranceMs;
}

const linesOf = (app: ClockedApp, event: string): string[] =>
  app.logged.filter((line) => line.includes(` ${event} `));

const statusSchema = z.looseObject({
  expected: z.array(z.looseObject({ missed: z.number() })),
  silences: z.array(z.looseObject({ missed: z.number(), cause: z.string() })),
  absence: z.looseObject({}).nullable(),
});

describe('with nobody looking', () => {
  test('a silence is judged at its moment, and logged once, as is its end', async ({ app }) => {
    const silentAtMs = await halfHourly(app, at('9:00'));
    app.passUntil(silentAtMs - SECOND);
    await app.quit();
    // Nobody has asked this one anything when the moment comes.
    await app.startAt(silentAtMs - 300);
    app.passUntil(silentAtMs + 1);
    const silent = await until('it is logged', () => linesOf(app, 'cohort.silent')[0] ?? null);
    expect(silent).toMatch(/ warn cohort\.silent project=1 cohort=7 .*missed=2 cause=stopped$/);
    await app.sync(silentAtMs + MINUTE);
    await until('its end is logged', () => linesOf(app, 'cohort.heard-again').length > 0);
    expect(linesOf(app, 'cohort.silent')).toHaveLength(1);
  });

  test('what an absence means is logged, and that it was caught up', async ({ app }) => {
    await halfHourly(app, at('9:00'));
    app.passUntil(at('10:40'));
    await app.quit();
    await app.startAt(at('9:05', 1));
    const over = await until('it is logged', () => linesOf(app, 'absence.over')[0] ?? null);
    expect(over).toContain('waiting=1');
    expect(over).toContain(`from=${new Date(at('10:40')).toISOString()}`);
    await app.sync(at('9:30', 1), { joined: ['dan', 'eve'], left: ['ann'] });
    await app.sync(at('10:00', 1));
    await until('all of it is told', () =>
      /joined=2 left=1$/.test(linesOf(app, 'absence.caught-up').at(-1) ?? ''),
    );
  });

  test('the real command tells of a silence in its log and by status', async ({ app }) => {
    const offsetMs = (await halfHourly(app, at('9:00'))) - at('9:00');
    await app.quit();
    // The same morning once more, so that its silence falls due in a few seconds of real time.
    const dataDir = await makeDataFolder();
    const fromMs = Date.now() + 12 * SECOND - offsetMs;
    const seeded = makeClockedApp(dataDir);
    await halfHourly(seeded, fromMs);
    seeded.passUntil(Date.now());
    await seeded.quit();
    const rollcall = await startRollcall(dataDir);
    const status = () => readJson(statusSchema, ['status', '--data-dir', dataDir, '--json']);
    const before = await status();
    const wasEarly = Date.now() < fromMs + offsetMs;
    const early = { expected: [{ missed: 1 }], silences: [], forecast: { level: 'fine' } };
    if (wasEarly) expect(before).toMatchObject(early);
    await until('it is logged', () => rollcall.stderr().includes(' cohort.silent '));
    expect(Date.now()).toBeGreaterThanOrEqual(fromMs + offsetMs);
    expect(rollcall.stderr()).toMatch(/cohort\.silent project=1 cohort=7 .*cause=stopped/);
    expect(await status()).toMatchObject({
      expected: [],
      silences: [{ project: '1', cohort: '7', missed: 2, cause: 'stopped' }],
      absence: null,
      forecast: null,
    });
    const { stdout } = await runRollcall(['status', '--data-dir', dataDir]);
    expect(stdout).toMatch(/^silent +1\/7 since .*, 2 missed \(stopped\)$/m);
    await rollcall.stop();
  });
});
