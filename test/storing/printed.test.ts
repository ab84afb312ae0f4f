import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { table } from '../../main/cli/table.ts';
import { createLogger } from '../../main/log.ts';
import { printable } from '../../main/printable.ts';
import {
  allApplied,
  copyDataFolder,
  makeDataFolder,
  removeDataFolders,
} from '../support/data-folders.ts';
import { post, sendPage } from '../support/mixpanel.ts';
import { runRollcall, startRollcall } from '../support/start-rollcall.ts';
import { failure } from './support/failure.ts';

/** What a terminal obeys or what forges a line: all but the line feeds between lines. */
const OBEYED = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const HOSTILE = 'Paying\u001b[2J\u001b]0;owned\u0007\r\n1  FAKE  9999\u0000\u009b2J\u202egnp';
const SHOWN = 'Paying\\u001b[2J\\u001b]0;owned\\u0007\\r\\n1  FAKE  9999\\u0000\\u009b2J\\u202egnp';

/** Cohorts whose names, ids and sessions hold what a terminal obeys, and one with wide letters; closed. */
let filledDir: string;
let log: string;

beforeAll(async () => {
  filledDir = await makeDataFolder();
  const { hookUrl, stop } = await startRollcall(filledDir);
  await post(hookUrl, bodyWith({ name: HOSTILE, id: '7', session: HOSTILE }));
  await post(hookUrl, bodyWith({ name: '有料会員', id: '有料', session: '👩‍👩‍👧 e\u0301' }));
  await post(hookUrl, bodyWith({ name: 'Odd id', id: `9${HOSTILE}`, session: 's' }));
  await post(hookUrl, `{"action":"members","parameters":{"mixpanel_cohort_id":"","members":[]}}`);
  await allApplied(filledDir);
  log = (await stop()).stderr;
});

afterAll(removeDataFolders);

describe.concurrent('what a command prints', () => {
  it.for([
    ['cohorts'],
    ['cohorts', '--json'],
    ['syncs', '--cohort', '7'],
    ['syncs', '--cohort', '7', '--json'],
    ['status'],
    ['syncs', '--cohort', '\u001b[2J'],
    ['export', '--cohort', '7', '--columns', 'a\u009b\r\nb'],
    ['export', '--cohort', '7', '--as-of', '\u001b[2J'],
    ['export', '--cohort', '7', '--out', '/nowhere/\u001b[2J\u202e.csv'],
    ['\u001b[2J'],
    ['cohorts', '--\u001b[2J'],
  ])('holds nothing that a terminal obeys: %j', async (args) => {
    const dataDir = await copyDataFolder(filledDir);
    const { stdout, stderr } = await runRollcall([...args, '--data-dir', dataDir]);
    expect(stdout + stderr).not.toMatch(OBEYED);
    expect(stdout + stderr).not.toMatch(/^1 {2}FAKE/m);
  });

  it('shows what was sent, and has it exact for other programs', async () => {
    const dataDir = await copyDataFolder(filledDir);
    const { stdout } = await runRollcall(['cohorts', '--data-dir', dataDir]);
    expect(stdout.split('\n')[1]).toContain(SHOWN);
    const json = await runRollcall(['cohorts', '--data-dir', dataDir, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject([{ name: HOSTILE }, {}, {}]);
    expect(await failure(['syncs', '--data-dir', dataDir, '--cohort', 'a\u001b\nb'])).toBe(
      'There is no cohort a\\u001b\\nb here. "rollcall cohorts" lists those that have arrived.',
    );
  });

  it('stays aligned, whatever stands in it', async () => {
    const dataDir = await copyDataFolder(filledDir);
    const cohorts = await runRollcall(['cohorts', '--data-dir', dataDir]);
    expect(columnsAt(cohorts.stdout, /20\d\d-|LAST SYNC/)).toHaveLength(1);
    const syncs = await runRollcall(['syncs', '--data-dir', dataDir, '--cohort', '有料']);
    expect(columnsAt(syncs.stdout, /20\d\d-|STARTED/)).toHaveLength(1);
  });
});

it('the log of a running Rollcall holds nothing that a terminal obeys', () => {
  expect(log).toMatch(/receiver/);
  expect(log).not.toMatch(OBEYED);
});

it('no text, whatever it is, makes a table or a log line do more than be read', () => {
  const lines: string[] = [];
  const logger = createLogger((line) => lines.push(line));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE), (text, sign) => {
      const hostile = text + sign + text;
      logger.warn('a.b', { hostile });
      logger.error('a.b', new Error(hostile));
      expect(
        table([
          ['A', 'B'],
          [hostile, hostile],
        ]).split('\n'),
      ).toHaveLength(3);
      expect(table([[hostile, hostile]])).not.toMatch(OBEYED);
      expect(printable(hostile)).not.toMatch(/\n/);
      expect(printable(hostile)).not.toMatch(OBEYED);
      for (const line of lines.splice(0)) {
        expect(line).not.toContain('\n');
        expect(line).not.toMatch(OBEYED);
      }
    }),
  );
});

it('a table counts the cells of a terminal, in which some letters take two or none', () => {
  const rows = [
    ['NAME', 'N'],
    ['有料', '1'],
    ['ｱｲｳ', '2'],
    ['e\u0301e', '3'],
    ['👩‍👩‍👧', '4'],
    ['한국', '5'],
  ];
  expect(table(rows)).toBe(
    ['NAME  N', '有料  1', 'ｱｲｳ   2', 'e\u0301e    3', '👩‍👩‍👧    4', '한국  5', ''].join('\n'),
  );
});

describe('a cohort id that is known with a project and without one', () => {
  it('is told apart as the sentence says, on every system', async () => {
    const dataDir = await makeDataFolder();
    const { hookUrl, stop } = await startRollcall(dataDir);
    await sendPage(hookUrl, {
      action: 'members',
      cohort: 'F12',
      project: '2',
      session: '0',
      members: ['cid'],
    });
    await sendPage(hookUrl, {
      action: 'members',
      cohort: 'F12',
      session: '2',
      members: ['ann'],
    });
    // Of which of the two nobody can tell.
    await post(hookUrl, bodyWith({ name: 'N', id: 'F12', session: '1', project: null }));
    await allApplied(dataDir);
    await stop();
    const asked = ['export', '--data-dir', dataDir, '--cohort', 'F12'];
    const sentence = await failure(asked);
    expect(sentence).toContain("more than one project (2, 1, '')");
    // as a shell passes it on, and as Windows' command prompt does that knows no single quotes
    for (const project of ['', "''", '""']) {
      const { code, stdout } = await runRollcall([...asked, '--project', project]);
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: 'mixpanel_distinct_id\r\nbob\r\n',
      });
    }
    expect((await runRollcall([...asked, '--project', '1'])).stdout).toContain('ann');
  });
});

interface Body {
  readonly name: string;
  readonly id: string;
  readonly session: string;
  readonly project?: string | null;
}

function bodyWith({ name, id, session, project = '1' }: Body): string {
  return JSON.stringify({
    action: 'members',
    parameters: {
      ...(project !== null && { mixpanel_project_id: project }),
      mixpanel_cohort_id: id,
      mixpanel_cohort_name: name,
      mixpanel_session_id: session,
      page_info: { total_pages: 1, page_count: 1 },
      members: [{ mixpanel_distinct_id: 'bob' }],
    },
  });
}

/** At which columns of a terminal something stands in the lines of a table, each once. */
function columnsAt(text: string, what: RegExp): number[] {
  const lines = text.trimEnd().split('\n');
  return [...new Set(lines.map((line) => cellsBefore(line.slice(0, line.search(what)))))];
}

function cellsBefore(text: string): number {
  return text.replace(/[\u3000-\u9fff]/g, '..').length;
}
