import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { inboxPath, makeDataFolder, removeDataFolders, rowsOf } from '../support/data-folders.ts';
import { post, sendAuthorized, sendPage } from '../support/mixpanel.ts';
import {
  endAll,
  type RunningRollcall,
  readJson,
  runRollcall,
  startRollcall,
} from '../support/start-rollcall.ts';
import { until } from '../support/until.ts';

afterEach(async () => {
  await endAll();
  await removeDataFolders();
});

const PASSWORD = { ROLLCALL_HOOK_USER: 'mixpanel', ROLLCALL_HOOK_PASSWORD: 'sesame-opens-it' };
const RIGHT = `Basic ${Buffer.from('mixpanel:sesame-opens-it').toString('base64')}`;
const WRONG = `Basic ${Buffer.from('mixpanel:wrong-password').toString('base64')}`;
const PAGE = { action: 'add_members', session: 's', members: ['ann'] } as const;

const statusSchema = z.object({
  turnedAway: z.array(
    z.object({
      code: z.string(),
      cause: z.string(),
      cohort: z.string().nullable(),
      times: z.number(),
      todo: z.string(),
    }),
  ),
  otherAddress: z.object({ times: z.number() }).nullable(),
});

async function start(environment = {}): Promise<[string, RunningRollcall]> {
  const dataDir = await makeDataFolder();
  return [dataDir, await startRollcall(dataDir, [], { environment })];
}

const statusOf = (dataDir: string) =>
  readJson(statusSchema, ['status', '--data-dir', dataDir, '--json']);
const standing = async (dataDir: string) =>
  (await statusOf(dataDir)).turnedAway.map(({ code, cohort, times }) => [code, cohort, times]);
const kept = (dataDir: string) =>
  rowsOf(inboxPath(dataDir), 'SELECT kind, code, length(body) AS bytes FROM delivery').map(
    ({ kind, code, bytes }) => [kind, code, bytes === null],
  );

describe('a delivery that is turned away', () => {
  it('for a wrong password is kept as its head alone, logged, and told until the next good one', async () => {
    const [dataDir, rollcall] = await start(PASSWORD);
    expect((await sendAuthorized(rollcall.hookUrl, PAGE, WRONG)).status).toBe(401);
    await until('it is kept', () => kept(dataDir).length === 1);
    expect(kept(dataDir)).toEqual([['refused', 'WRONG_PASSWORD', true]]);
    expect(rollcall.stderr()).toMatch(/warn receiver\.turned-away status=401 code=WRONG_PASSWORD/);
    expect(rollcall.stderr()).not.toContain('wrong-password');
    expect(await statusOf(dataDir)).toMatchObject({
      turnedAway: [{ code: 'WRONG_PASSWORD', cohort: null, times: 1 }],
    });
    const { stdout } = await runRollcall(['status', '--data-dir', dataDir]);
    expect(stdout).toMatch(
      /turnedAway +Wrong user name or password, 1 times, last .*Set a password/,
    );
    expect((await sendAuthorized(rollcall.hookUrl, PAGE, RIGHT)).status).toBe(200);
    await until('it is over', async () => (await standing(dataDir)).length === 0);
  });

  it('for its body is logged, and told with its cohort until that is heard', async () => {
    const [dataDir, rollcall] = await start();
    await sendPage(rollcall.hookUrl, PAGE);
    const bad = JSON.stringify({
      action: 'members',
      parameters: { mixpanel_project_id: '1', mixpanel_cohort_id: '7', members: null },
    });
    expect((await post(rollcall.hookUrl, bad)).status).toBe(400);
    expect((await post(rollcall.hookUrl, bad)).status).toBe(400);
    expect(rollcall.stderr()).toMatch(/warn receiver\.turned-away status=400 code=MEMBERS_MISSING/);
    expect(await standing(dataDir)).toEqual([['MEMBERS_MISSING', '7', 2]]);
    await sendPage(rollcall.hookUrl, { ...PAGE, cohort: '8' });
    expect(await standing(dataDir)).toHaveLength(1);
    await sendPage(rollcall.hookUrl, { ...PAGE, session: 'later' });
    await until('it is over', async () => (await standing(dataDir)).length === 0);
  });

  it('for being cut is told from the third in a row on', async () => {
    const [dataDir, rollcall] = await start();
    const begun = '{"action":"members","parameters":{"mixpanel_cohort_id":"7","members":[{"a';
    for (let times = 0; times < 2; times += 1) await post(rollcall.hookUrl, begun);
    expect(await standing(dataDir)).toEqual([]);
    expect((await post(rollcall.hookUrl, begun)).status).toBe(503);
    expect(await standing(dataDir)).toEqual([['BODY_CUT', '7', 3]]);
  });

  it('survives a restart, and pushes out nothing: of each cause the newest hundred are kept', async () => {
    const [dataDir, rollcall] = await start();
    await sendPage(rollcall.hookUrl, PAGE);
    const send = (i: number) => post(rollcall.hookUrl, `not json ${i}`);
    await Promise.all(Array.from({ length: 130 }, (_, i) => send(i)));
    await post(rollcall.hookUrl, '{"event_type":"custom_alert_triggered"}');
    expect(kept(dataDir).filter(([kind]) => kind === 'sync')).toHaveLength(1);
    expect(kept(dataDir).filter(([, code]) => code === 'BODY_UNREADABLE')).toHaveLength(100);
    await rollcall.stop();
    expect(await standing(dataDir)).toEqual([
      ['MIXPANEL_ALERT', null, 1],
      ['BODY_UNREADABLE', null, 100],
    ]);
  });
});

describe('an empty call', () => {
  it('is success, and told apart from a test where a content type said there was a body', async () => {
    const [dataDir, rollcall] = await start();
    expect((await post(rollcall.hookUrl, '')).status).toBe(200);
    expect((await fetch(rollcall.hookUrl, { method: 'POST' })).status).toBe(200);
    expect(kept(dataDir)).toEqual([
      ['test', 'EMPTY_CALL', true],
      ['test', null, true],
    ]);
    expect(await standing(dataDir)).toEqual([]);
  });
});

describe('posts to another hook URL', () => {
  it('are counted and told once a day', async () => {
    const [dataDir, rollcall] = await start();
    const old = rollcall.hookUrl.replace(/hook\/.*/, 'hook/an-address-of-earlier');
    for (let times = 0; times < 3; times += 1) {
      expect((await fetch(old, { method: 'POST', body: '{}' })).status).toBe(404);
    }
    await until('they are told', async () => (await statusOf(dataDir)).otherAddress?.times === 3);
    expect(rollcall.stderr().match(/receiver\.other-address/g)).toHaveLength(1);
  });
});
