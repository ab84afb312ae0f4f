import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { INBOX_MIGRATIONS } from '../../main/store/migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from '../../main/store/migrations/roster.ts';
import {
  allApplied,
  inboxPath,
  integrityProblems,
  makeDataFolder,
  membersOf,
  removeDataFolders,
  rosterPath,
  rowsOf,
} from '../support/data-folders.ts';
import { type Page, sendPage } from '../support/mixpanel.ts';
import { endAll, readJson, runRollcall, startRollcall } from '../support/start-rollcall.ts';
import { dump, load, schemaOf } from './support/sql-dump.ts';

/**
 * Each released version of the two files is kept as SQL text. Until a schema is released it may be edited, and
 * `ROLLCALL_MAKE_FIXTURES=1` with this test writes its text anew; afterwards a change is a further migration.
 */
const MAKES_FIXTURES = process.env.ROLLCALL_MAKE_FIXTURES === '1';

const FILES = {
  inbox: { migrations: INBOX_MIGRATIONS, pathOf: inboxPath },
  roster: { migrations: ROSTER_MIGRATIONS, pathOf: rosterPath },
} as const;
const NAMES = ['inbox', 'roster'] as const;

const ANN = {
  mixpanel_distinct_id: 'ann',
  email: 'ann@example.com',
  first_name: 'Ann',
  phone_number: '+81312345678',
  plan: 'trial',
  seats: 3,
  admin: true,
  tags: ['a', 'b'],
  none: null,
};

/** What the fixtures have seen; the second full sync waits for its page 2. */
const STORY: readonly Page[] = [
  {
    action: 'members',
    session: 'full 1',
    page: 1,
    totalPages: 2,
    members: [ANN, 'bob'],
  },
  { action: 'members', session: 'full 1', page: 2, totalPages: 2, members: ['cid'] },
  {
    action: 'add_members',
    session: 'round 1',
    members: ['dan', { mixpanel_distinct_id: 'ann', plan: 'paid' }],
  },
  { action: 'remove_members', session: 'round 1', members: ['bob', 'nobody'] },
  {
    action: 'members',
    session: 'full 2',
    page: 1,
    totalPages: 2,
    members: [{ ...ANN, plan: 'paid' }],
  },
];

function fixturePath(name: string, version: number): string {
  return fileURLToPath(new URL(`../fixtures/databases/${name}-v${version}.sql`, import.meta.url));
}

afterEach(endAll);
afterAll(removeDataFolders);

beforeAll(async () => {
  if (!MAKES_FIXTURES) return;
  const dataDir = await makeDataFolder();
  const rollcall = await startRollcall(dataDir);
  for (const page of STORY) await sendPage(rollcall.hookUrl, page);
  await allApplied(dataDir);
  await rollcall.stop();
  for (const name of NAMES) {
    const { migrations, pathOf } = FILES[name];
    await writeFile(fixturePath(name, migrations.length), dump(pathOf(dataDir)));
  }
});

describe.each(NAMES)('the migrations of the %s', (name) => {
  const { migrations } = FILES[name];
  const versions = migrations.map((_, step) => step + 1);

  it.each(versions)('make version %i as it was released', async (version) => {
    expect(existsSync(fixturePath(name, version)), 'a fixture for each version').toBe(true);
    const [made, kept] = [new DatabaseSync(':memory:'), new DatabaseSync(':memory:')];
    for (const step of migrations.slice(0, version)) made.exec(step);
    kept.exec(await readFile(fixturePath(name, version), 'utf8'));
    expect(comparable(schemaOf(kept))).toEqual(comparable(schemaOf(made)));
    made.close();
    kept.close();
  });
});

describe.each(
  INBOX_MIGRATIONS.flatMap((_, inbox) =>
    ROSTER_MIGRATIONS.map((_, roster) => ({ inbox: inbox + 1, roster: roster + 1 })),
  ),
)('an inbox of version $inbox with a roster of version $roster', ({ inbox, roster }) => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await makeDataFolder();
    await mkdir(dataDir);
    load(inboxPath(dataDir), await readFile(fixturePath('inbox', inbox), 'utf8'));
    load(rosterPath(dataDir), await readFile(fixturePath('roster', roster), 'utf8'));
  });

  it('is read right', async () => {
    const cohorts = z.array(
      z.object({ cohortId: z.string(), members: z.number(), state: z.string() }),
    );
    expect(await readJson(cohorts, ['cohorts', '--data-dir', dataDir, '--json'])).toEqual([
      { cohortId: '7', members: 3, state: expect.stringMatching(/receiving|partial/) },
    ]);
    expect(await exported(dataDir)).toEqual([
      'mixpanel_distinct_id,email,first_name,phone_number,plan,seats,admin,tags,none',
      'ann,ann@example.com,Ann,+81312345678,paid,3,true,"[""a"",""b""]",',
      'cid,cid@example.com,,,,,,,',
      'dan,dan@example.com,,,,,,,',
    ]);
    expect(
      await exported(dataDir, '--as-of', 'full 1', '--columns', 'mixpanel_distinct_id,plan'),
    ).toEqual(['mixpanel_distinct_id,plan', 'ann,trial', 'bob,', 'cid,']);
  });

  it('tells whose start nobody knows, and what it lacks', async () => {
    const columns = 'mixpanel_distinct_id,joined,in_since_before';
    const ISO = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`;
    const people = await exported(dataDir, '--columns', columns);
    expect(people).toEqual([
      columns,
      expect.stringMatching(`^ann,,${ISO}$`),
      expect.stringMatching(`^cid,,${ISO}$`),
      expect.stringMatching(`^dan,${ISO},$`),
    ]);
    const syncs = z.array(z.looseObject({ inSinceBefore: z.number(), joined: z.number() }));
    expect(
      await readJson(syncs, ['syncs', '--data-dir', dataDir, '--cohort', '7', '--json']),
    ).toMatchObject([
      { action: 'members', inSinceBefore: 3, joined: 0 },
      { action: 'add_members', inSinceBefore: 0, joined: 1 },
      { action: 'remove_members' },
      { action: 'members', inSinceBefore: 0, joined: 0 },
    ]);
    const [cohort] = await readJson(z.array(z.looseObject({})), [
      ...['cohorts', '--data-dir', dataDir],
      '--json',
    ]);
    expect(cohort).toMatchObject({
      completeness: {
        state: 'unknown',
        // Files that were not together before say that something may be lost.
        reasons: expect.arrayContaining([expect.stringMatching(/^(receiving|pages)$/)]),
        unidentified: 0,
      },
    });
  });

  it('is carried on: a page that was missing completes its sync', async () => {
    const rollcall = await startRollcall(dataDir);
    const page = { action: 'members', session: 'full 2', page: 2, totalPages: 2 } as const;
    expect((await sendPage(rollcall.hookUrl, { ...page, members: ['dan'] })).status).toBe(200);
    await allApplied(dataDir);
    expect(membersOf(dataDir)).toEqual(['ann', 'dan']);
    expect((await rollcall.stop()).code).toBe(0);
    for (const name of NAMES) {
      const { migrations, pathOf } = FILES[name];
      expect(integrityProblems(pathOf(dataDir))).toEqual([]);
      expect(rowsOf(pathOf(dataDir), 'PRAGMA user_version')).toEqual([
        { user_version: migrations.length },
      ]);
    }
  });
});

/** In one order, without comments and line breaks. */
function comparable(parts: ReturnType<typeof schemaOf>): ReturnType<typeof schemaOf> {
  return parts
    .map((part) => ({ ...part, sql: part.sql.replace(/--.*$/gm, '').replace(/\s+/g, ' ') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The lines of an export, people sorted by their id. */
async function exported(dataDir: string, ...args: readonly string[]): Promise<string[]> {
  const { code, stdout, stderr } = await runRollcall([
    ...['export', '--data-dir', dataDir, '--cohort', '7', ...args],
  ]);
  expect(code, stderr).toBe(0);
  const [header = '', ...rows] = stdout.trimEnd().split('\r\n');
  return [header, ...rows.sort()];
}
