import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect } from 'vitest';
import * as z from 'zod';
import { allApplied, removeDataFolders } from '../support/data-folders.ts';
import { post } from '../support/mixpanel.ts';
import { readJson, runRollcall } from '../support/start-rollcall.ts';
import { test } from './support/with-folder.ts';

// Bodies that people met who take cohort webhooks, through the running program and out of the command line.
afterAll(removeDataFolders);

const cohortsSchema = z.array(
  z.object({
    projectId: z.string(),
    cohortId: z.string(),
    members: z.number(),
    baseline: z.string(),
    completeness: z.object({
      state: z.string(),
      reasons: z.array(z.string()),
      unidentified: z.number(),
    }),
  }),
);

interface Seen {
  readonly cohorts: z.infer<typeof cohortsSchema>;
  /** Ids in the exported file. */
  readonly exported: readonly string[];
  readonly warnings: string;
}

/** Posts the bodies in their order, and looks at what the command line makes of them. */
async function seen(
  dataDir: string,
  hookUrl: string,
  cohort: string,
  ...names: string[]
): Promise<Seen> {
  for (const name of names) {
    const path = fileURLToPath(new URL(`../fixtures/bodies/${name}`, import.meta.url));
    expect(await post(hookUrl, await readFile(path))).toMatchObject({ status: 200 });
  }
  await allApplied(dataDir);
  const cohorts = await readJson(cohortsSchema, ['cohorts', '--data-dir', dataDir, '--json']);
  const { code, stdout, stderr } = await runRollcall([
    ...['export', '--data-dir', dataDir, '--cohort', cohort],
    ...['--columns', 'mixpanel_distinct_id'],
  ]);
  expect(code).toBe(0);
  const exported = stdout.trimEnd().split('\r\n').slice(1).sort();
  return { cohorts, exported, warnings: stderr };
}

describe('what others stumbled over', () => {
  test('a full sync whose entries have no usable id makes nobody leave (F07)', async ({
    dataDir,
    rollcall,
  }) => {
    const { cohorts, exported, warnings } = await seen(
      dataDir,
      rollcall.hookUrl,
      'F07',
      'F07-1-three.txt',
      'F07-2-same-three-without-usable-id.txt',
    );
    expect(exported).toEqual(['a', 'b', 'c']);
    const completeness = { state: 'unknown', reasons: ['failed'], unidentified: 3 };
    expect(cohorts).toMatchObject([{ members: 3, baseline: 'known', completeness }]);
    expect(warnings).not.toBe('');
  });

  test('a removal heard first leaves the start unknown, and the export says so (F08a)', async ({
    dataDir,
    rollcall,
  }) => {
    const { cohorts, exported, warnings } = await seen(
      dataDir,
      rollcall.hookUrl,
      'F08a',
      'F08a-1-first-heard-removal.txt',
      'F08a-2-joins.txt',
    );
    expect(exported).toEqual(['y']);
    const completeness = { state: 'unknown', reasons: ['start'], unidentified: 0 };
    expect(cohorts).toMatchObject([{ baseline: 'unknown', completeness }]);
    expect(warnings).not.toBe('');
  });

  test('an empty pair heard first proves no start (F08b)', async ({ dataDir, rollcall }) => {
    const { cohorts, warnings } = await seen(
      dataDir,
      rollcall.hookUrl,
      'F08b',
      'F08b-1-heartbeat-add.txt',
      'F08b-2-heartbeat-remove.txt',
    );
    const completeness = { state: 'unknown', reasons: ['start'], unidentified: 0 };
    expect(cohorts).toMatchObject([{ members: 0, baseline: 'unknown', completeness }]);
    expect(warnings).not.toBe('');
  });

  test('a delivery without its project is of the one that is known (F12b)', async ({
    dataDir,
    rollcall,
  }) => {
    const { cohorts, exported, warnings } = await seen(
      dataDir,
      rollcall.hookUrl,
      'F12',
      'F12-1.txt',
      'F12-2-no-project.txt',
    );
    expect(exported).toEqual(['b']);
    expect(cohorts).toMatchObject([{ projectId: '1234567', members: 1 }]);
    expect(warnings).toBe('');
  });

  test('one page of three without its number makes nobody leave (F13)', async ({
    dataDir,
    rollcall,
  }) => {
    const { cohorts, exported } = await seen(
      dataDir,
      rollcall.hookUrl,
      'F13',
      'F13-1-three.txt',
      'F13-2-page-of-three-without-its-number.txt',
    );
    expect(exported).toEqual(['a', 'b', 'c']);
    expect(cohorts).toMatchObject([{ completeness: { state: 'unknown', reasons: ['receiving'] } }]);
  });

  test('a cohort id sent as a float is the same (F17)', async ({ dataDir, rollcall }) => {
    const { cohorts } = await seen(
      dataDir,
      rollcall.hookUrl,
      '987654',
      'F17-int.txt',
      'F17-float.txt',
    );
    expect(cohorts).toMatchObject([{ cohortId: '987654', members: 0 }]);
  });
});
