import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import * as z from 'zod';
import { completenessSchema } from '../../shared/api/completeness.ts';
import {
  allApplied,
  makeDataFolder,
  removeDataFolders,
  rosterPath,
} from '../support/data-folders.ts';
import { sendPage } from '../support/mixpanel.ts';
import { readJson, runRollcall, startRollcall } from '../support/start-rollcall.ts';
import { testOnCopyOf } from './support/with-folder.ts';

/** Every way in which a list can be known or not, a cohort each. */
let filledDir: string;

beforeAll(async () => {
  filledDir = await makeDataFolder();
  const { hookUrl, stop } = await startRollcall(filledDir);
  const full = { action: 'members', session: '1' } as const;
  await sendPage(hookUrl, { ...full, cohort: 'whole', members: ['ann', 'bob'] });

  await sendPage(hookUrl, { ...full, cohort: 'start', action: 'remove_members', members: ['x'] });
  const later = { action: 'add_members', session: '2' } as const;
  await sendPage(hookUrl, { ...later, cohort: 'start', members: ['y'] });

  const half = { cohort: 'assumed', session: '1' } as const;
  await sendPage(hookUrl, { ...half, action: 'add_members', members: ['ann', 'bob'] });
  await sendPage(hookUrl, { ...half, action: 'remove_members', members: [] });

  for (const cohort of ['pages', 'receiving']) {
    await sendPage(hookUrl, { ...full, cohort, members: ['ann'] });
    const page = { ...full, cohort, session: '2', totalPages: 3 };
    await sendPage(hookUrl, { ...page, page: 1, members: ['ann', 'bob'] });
  }

  await sendPage(hookUrl, { ...full, cohort: 'no ids', members: ['a', 'b', 'c'] });
  const unnamed = ['a', 'b', 'c'].map((id) => ({ 'User ID': id }));
  await sendPage(hookUrl, { ...full, cohort: 'no ids', session: '2', members: unnamed });

  await sendPage(hookUrl, { ...full, cohort: 'fewer ids', members: ['a', 'b', 'c'] });
  const some = ['a', { 'User ID': 'b' }];
  await sendPage(hookUrl, { ...full, cohort: 'fewer ids', session: '2', members: some });

  await allApplied(filledDir);
  await stop();
  const roster = new DatabaseSync(rosterPath(filledDir));
  roster.exec(`
    UPDATE applied SET received_at = received_at - 11 * 60 * 1000
    WHERE cohort = (SELECT id FROM cohort WHERE cohort_id = 'pages')`);
  roster.close();
});

afterAll(removeDataFolders);

const test = testOnCopyOf(() => filledDir);

const CASES = [
  ['whole', { state: 'whole', reasons: [], unidentified: 0 }, 'yes', []],
  [
    'start',
    { state: 'unknown', reasons: ['start'], unidentified: 0 },
    'no: no full sync yet',
    [/^Without a finished full sync/],
  ],
  [
    'assumed',
    { state: 'assumed', reasons: ['start'], unidentified: 0 },
    'no: assumed',
    [/^This list starts with the first changes Mixpanel sent/],
  ],
  [
    'pages',
    { state: 'unknown', reasons: ['pages'], unidentified: 0 },
    'no: pages missing',
    [/^The last sync is incomplete/],
  ],
  [
    'receiving',
    { state: 'unknown', reasons: ['receiving'], unidentified: 0 },
    'no: arriving',
    [/^A sync is still in progress/],
  ],
  [
    'no ids',
    { state: 'unknown', reasons: ['failed'], unidentified: 3 },
    'no: failed or lost, 3 without id',
    [
      /^Part of what Mixpanel sent could not be read/,
      /^3 people .* had no ID .* mixpanel_distinct_id/,
    ],
  ],
  [
    'fewer ids',
    { state: 'whole', reasons: [], unidentified: 1 },
    'yes: 1 without id',
    [/^One person .* had no ID/],
  ],
] as const;

const lineSchema = z.strictObject({
  file: z.string(),
  rows: z.number(),
  completeness: completenessSchema,
});

describe.concurrent('what is not known to be whole', () => {
  for (const [cohort, completeness, word, sentences] of CASES) {
    test(`is told with an export, by file or stdout: ${cohort}`, async ({ dataDir }) => {
      const file = join(await mkdtemp(join(tmpdir(), 'rollcall-out-')), 'out.csv');
      const args = ['export', '--data-dir', dataDir, '--cohort', cohort];
      const toFile = await runRollcall([...args, '--out', file]);
      expect(toFile.code).toBe(0);
      expect(lineSchema.parse(JSON.parse(toFile.stdout))).toMatchObject({ file, completeness });
      const toStdout = await runRollcall(args);
      expect(toStdout.code).toBe(0);
      for (const { stderr } of [toFile, toStdout]) {
        const lines = stderr.split('\n').filter((line) => line !== '');
        expect(lines).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)));
      }
      const japanese = await runRollcall(args, { environment: { LC_ALL: 'ja_JP.UTF-8' } });
      expect(japanese.stderr.split('\n').filter((line) => line !== '')).toHaveLength(
        sentences.length,
      );
      expect(japanese.stderr).not.toMatch(/sync|people/);
      expect(toStdout.stdout).toMatch(/^mixpanel_distinct_id/);
    });

    test(`stands in the list of cohorts: ${cohort}`, async ({ dataDir }) => {
      const listed = await readJson(z.array(z.looseObject({ cohortId: z.string() })), [
        ...['cohorts', '--data-dir', dataDir],
        '--json',
      ]);
      expect(listed.find(({ cohortId }) => cohortId === cohort)).toMatchObject({ completeness });
      const { stdout } = await runRollcall(['cohorts', '--data-dir', dataDir]);
      const [header = '', ...rows] = stdout.split('\n');
      const row = rows.find((line) =>
        line.slice(header.indexOf('COHORT')).startsWith(`${cohort} `),
      );
      expect(row?.slice(header.indexOf('WHOLE'), header.indexOf('STATE')).trim()).toBe(word);
    });
  }

  test('is that of the moment that is exported', async ({ dataDir }) => {
    const of = async (...asOf: string[]) => {
      const args = ['export', '--data-dir', dataDir, '--cohort', 'no ids', ...asOf];
      return (await runRollcall(args)).stderr;
    };
    const [first] = await readJson(z.array(z.looseObject({ id: z.number() })), [
      ...['syncs', '--data-dir', dataDir, '--cohort', 'no ids'],
      '--json',
    ]);
    expect(await of('--as-of', String(first?.id))).toBe('');
    expect(await of()).not.toBe('');
    expect(await of('--what', 'left', '--as-of', String(first?.id))).not.toBe('');
  });
});

describe.concurrent('a sync', () => {
  const syncs = z.array(
    z.looseObject({ inSinceBefore: z.number(), joined: z.number(), withheld: z.number() }),
  );

  test('that is the first in full is no join, and one that lacks ids tells who stays', async ({
    dataDir,
  }) => {
    const args = ['syncs', '--data-dir', dataDir, '--cohort', 'fewer ids'];
    expect(await readJson(syncs, [...args, '--json'])).toMatchObject([
      { inSinceBefore: 3, joined: 0, withheld: 0 },
      { inSinceBefore: 0, joined: 0, withheld: 2 },
    ]);
    const { stdout } = await runRollcall(args);
    const [header, ...rows] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(header).toEqual(
      expect.arrayContaining(['IN BEFORE', 'JOINED', 'LEFT', 'WITHHELD', 'SESSION']),
    );
    const column = (name: string) => rows.map((row) => row[header?.indexOf(name) ?? -1]);
    expect(column('IN BEFORE')).toEqual(['3', '0']);
    expect(column('JOINED')).toEqual(['+0', '+0']);
    expect(column('WITHHELD')).toEqual(['0', '2']);
  });
});
