import { afterEach, describe, expect, it } from 'vitest';
import type { SimulateOptions } from '../../main/simulator/options.ts';
import { simulate } from '../../main/simulator/simulate.ts';
import { RollcallError } from '../../shared/errors.ts';
import {
  type Answer,
  idsOf,
  pagesOf,
  type Recorded,
  type RecordingReceiver,
  startRecordingReceiver,
} from './recording-receiver.ts';

const receivers: RecordingReceiver[] = [];
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function run(options: Partial<SimulateOptions>, answer?: Answer) {
  const receiver = await startRecordingReceiver(answer);
  receivers.push(receiver);
  const lines: string[] = [];
  const summary = await simulate(
    { url: receiver.url, retryDelaysMs: [1, 1, 1, 1, 1], members: 25, pageSize: 10, ...options },
    (line) => lines.push(line),
  );
  return { ...receiver, lines, summary };
}

/** The requests of each session, in order. */
function sessionsOf(requests: readonly Recorded[]): Recorded[][] {
  return [...Map.groupBy(requests, (request) => request.parameters.mixpanel_session_id).values()];
}

/** Who is in after full syncs and rounds in which nothing went wrong. */
function membersFrom(requests: readonly Recorded[]): Set<string> {
  let members = new Set<string>();
  for (const session of sessionsOf(requests)) {
    const ids = (action: string) => new Set(idsOf(session.filter((r) => r.action === action)));
    if (session[0]?.action === 'members') members = ids('members');
    else members = members.difference(ids('remove_members')).union(ids('add_members'));
  }
  return members;
}

describe('a simulated sync', () => {
  it('begins with a full sync in pages, in the documented shape', async () => {
    const { requests, summary } = await run({ name: '有料会員', projectId: '77', cohortId: '88' });
    expect(pagesOf(requests)).toEqual(['members 1/3', 'members 2/3', 'members 3/3']);
    expect(requests.map((request) => request.parameters.members.length)).toEqual([10, 10, 5]);
    expect(new Set(idsOf(requests)).size).toBe(25);
    expect(sessionsOf(requests)).toHaveLength(1);
    const [first] = requests;
    expect(first?.parameters).toMatchObject({
      mixpanel_project_id: '77',
      mixpanel_cohort_id: '88',
      mixpanel_cohort_name: '有料会員',
    });
    expect(first?.parameters.mixpanel_session_id).toMatch(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    expect(first?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(first?.headers.authorization).toBeUndefined();
    expect(summary).toMatchObject({
      syncs: 1,
      givenUp: 0,
      pages: 3,
      acknowledged: 3,
      retries: 0,
      membersNow: 25,
    });
  });

  it('goes on with rounds of who entered and who left', async () => {
    const { requests, summary } = await run({ members: 200, pageSize: 200, churn: 0.1, syncs: 4 });
    expect(pagesOf(requests)).toEqual([
      'members 1/1',
      ...Array(3).fill(['add_members 1/1', 'remove_members 1/1']).flat(),
    ]);
    const rounds = sessionsOf(requests).slice(1);
    expect(rounds.map((round) => round.length)).toEqual([2, 2, 2]);
    for (const request of rounds.flat()) {
      expect(request.parameters.members.length).toBeGreaterThan(3);
      expect(request.parameters.members.length).toBeLessThan(20);
    }
    expect(membersFrom(requests).size).toBe(summary.membersNow);
  });

  it('says that nothing changed with two empty pages', async () => {
    const { requests } = await run({ churn: 0, syncs: 2, members: 3 });
    expect(pagesOf(requests)).toEqual(['members 1/1', 'add_members 1/1', 'remove_members 1/1']);
    expect(idsOf(requests.slice(1))).toEqual([]);
  });

  it('sends one empty page for an empty cohort', async () => {
    const { requests } = await run({ members: 0 });
    expect(pagesOf(requests)).toEqual(['members 1/1']);
  });

  it('sends a full sync every so many rounds', async () => {
    const { requests, summary } = await run({
      members: 60,
      pageSize: 100,
      syncs: 6,
      fullSyncEvery: 2,
    });
    const actions = sessionsOf(requests).map((session) => session[0]?.action);
    expect(actions).toEqual([
      'members',
      'add_members',
      'members',
      'add_members',
      'members',
      'add_members',
    ]);
    expect(membersFrom(requests).size).toBe(summary.membersNow);
  });

  it('lets some come back who had left', async () => {
    const { requests } = await run({ members: 100, pageSize: 500, churn: 0.4, syncs: 8 });
    const left = new Set(idsOf(requests.filter((request) => request.action === 'remove_members')));
    const entered = new Set(idsOf(requests.filter((request) => request.action === 'add_members')));
    expect(left.intersection(entered).size).toBeGreaterThan(3);
  });

  it('is the same for the same seed but for its session ids', async () => {
    const options = { members: 90, syncs: 4, shuffle: true, duplicate: 0.3, churn: 0.2, seed: 5 };
    const texts = async (seed: number) => {
      const { requests } = await run({ ...options, seed });
      return requests.map((r) => r.text.replace(r.parameters.mixpanel_session_id, ''));
    };
    expect(await texts(5)).toEqual(await texts(5));
    expect(await texts(5)).not.toEqual(await texts(6));
    const named = await run({ newSessionId: () => 'session-1' });
    expect(named.requests[0]?.parameters.mixpanel_session_id).toBe('session-1');
  });

  it('shuffles pages within the sync', async () => {
    const { requests } = await run({ members: 120, shuffle: true });
    const inOrder = Array.from({ length: 12 }, (_, i) => `members ${i + 1}/12`);
    expect(pagesOf(requests)).not.toEqual(inOrder);
    expect(pagesOf(requests).sort()).toEqual(inOrder.sort());
  });

  it('repeats pages unchanged, later in the sync', async () => {
    const { requests, summary } = await run({ members: 120, duplicate: 0.5 });
    expect(requests.length).toBeGreaterThan(13);
    expect(new Set(requests.map((request) => request.text)).size).toBe(12);
    expect(summary.acknowledged).toBe(requests.length);
    const all = await run({ members: 120, duplicate: 1 });
    expect(all.requests).toHaveLength(24);
  });

  it('keeps to one connection, and to as many requests at once as asked for', async () => {
    const one = await run({ members: 100 });
    expect(one.highestConcurrency()).toBe(1);
    expect(new Set(one.requests.map((request) => request.connection)).size).toBe(1);
    const four = await run({ members: 300, concurrency: 4 });
    expect(four.highestConcurrency()).toBeGreaterThan(1);
    expect(four.highestConcurrency()).toBeLessThanOrEqual(4);
    expect(new Set(idsOf(four.requests)).size).toBe(300);
  });

  it('sends the password as HTTP Basic', async () => {
    const { requests } = await run({ user: 'roll', password: 'c:äll' });
    const [scheme, credentials = ''] = requests[0]?.headers.authorization?.split(' ') ?? [];
    expect(scheme).toBe('Basic');
    expect(Buffer.from(credentials, 'base64').toString()).toBe('roll:c:äll');
  });
});

describe('an accident', () => {
  it('loses a page of the first sync only', async () => {
    const options = { dropPage: { sync: 1, page: 2 }, syncs: 3, fullSyncEvery: 1 };
    const { requests, summary } = await run({ ...options, members: 25, churn: 0 });
    const [first = [], second = [], third = []] = sessionsOf(requests);
    expect(pagesOf(first)).toEqual(['members 1/3', 'members 3/3']);
    expect([second.length, third.length]).toEqual([3, 3]);
    expect(summary.givenUp).toBe(0);
  });

  it('loses a page of the sync named, counting the leavers last', async () => {
    const { requests } = await run({ dropPage: { sync: 2, page: 2 }, syncs: 3 });
    expect(pagesOf(requests).slice(3)).toEqual([
      'add_members 1/1',
      'add_members 1/1',
      'remove_members 1/1',
    ]);
  });

  it('says that there is no such page', async () => {
    const { requests, lines } = await run({ dropPage: { sync: 1, page: 9 } });
    expect(requests).toHaveLength(3);
    expect(lines).toContainEqual(expect.stringContaining('no page 9'));
  });

  it('restarts a sync from the top under a new session id, with other people', async () => {
    const { requests } = await run({ members: 60, restartPage: { sync: 1, page: 4 } });
    const [first = [], second = []] = sessionsOf(requests);
    expect(pagesOf(first)).toEqual([1, 2, 3, 4].map((page) => `members ${page}/6`));
    expect(pagesOf(second)).toEqual([1, 2, 3, 4, 5, 6].map((page) => `members ${page}/6`));
    expect(idsOf(second.slice(0, 4))).not.toEqual(idsOf(first));
  });

  it('restarts a sync under the same session id, if asked to', async () => {
    const { requests } = await run({
      members: 60,
      restartPage: { sync: 1, page: 2 },
      sameSession: true,
      concurrency: 3,
    });
    expect(sessionsOf(requests)).toHaveLength(1);
    expect(requests).toHaveLength(8);
    expect(pagesOf(requests.slice(2, 3))).toEqual(['members 1/6']);
  });

  it('can befall a later full sync', async () => {
    const { requests } = await run({
      syncs: 2,
      fullSyncEvery: 1,
      restartPage: { sync: 2, page: 1 },
    });
    expect(sessionsOf(requests).map((session) => session.length)).toEqual([3, 1, 3]);
  });
});

describe('a receiver in trouble', () => {
  it.each([500, 503, 429])('is asked again after %i', async (status) => {
    const { requests, summary } = await run({}, ({ number }) => (number < 2 ? status : 200));
    expect(pagesOf(requests).slice(0, 4)).toEqual([...Array(3).fill('members 1/3'), 'members 2/3']);
    expect(requests[0]?.text).toBe(requests[2]?.text);
    expect(summary).toMatchObject({ retries: 2, pages: 3, acknowledged: 3 });
  });

  it('is asked five times more, then the sync waits for the next one, which starts in full', async () => {
    const { requests, summary } = await run({ syncs: 2 }, ({ number }) => (number < 6 ? 503 : 200));
    expect(pagesOf(requests)).toEqual([
      ...Array(6).fill('members 1/3'),
      'members 1/3',
      'members 2/3',
      'members 3/3',
    ]);
    expect(sessionsOf(requests)).toHaveLength(2);
    expect(summary).toMatchObject({ givenUp: 1, retries: 5, pages: 4, acknowledged: 3 });
  });

  it('gets, after a failed round, the difference to the last that went through', async () => {
    const fails: Answer = ({ number, action }) =>
      action === 'remove_members' && number < 10 ? 500 : 200;
    const { requests, summary } = await run(
      { members: 60, pageSize: 99, churn: 0.3, syncs: 3 },
      fails,
    );
    const [, failed = [], next = []] = sessionsOf(requests);
    expect(pagesOf(failed)).toEqual(['add_members 1/1', ...Array(6).fill('remove_members 1/1')]);
    const enteredFirst = new Set(idsOf(failed.slice(0, 1)));
    const enteredNext = new Set(idsOf(next.slice(0, 1)));
    expect(enteredFirst.intersection(enteredNext).size).toBeGreaterThan(2);
    expect(enteredNext.size).toBeGreaterThan(enteredFirst.size);
    expect(membersFrom([...(sessionsOf(requests)[0] ?? []), ...next]).size).toBe(
      summary.membersNow,
    );
  });

  it('is asked again when it hangs up or does not answer', async () => {
    const { summary } = await run({ timeoutMs: 50 }, ({ number }, response) => {
      if (number === 0) response.destroy();
      return number > 1 ? 200 : false;
    });
    expect(summary).toMatchObject({ retries: 2, acknowledged: 3 });
  });

  it('is asked again when its success is not in Mixpanel’s words', async () => {
    const { summary } = await run({}, ({ number, action }, response) => {
      if (number > 1) return 200;
      const answers = ['OK', JSON.stringify({ action: `not ${action}`, status: 'success' })];
      response.end(answers[number]);
      return false;
    });
    expect(summary).toMatchObject({ retries: 2, acknowledged: 3 });
  });

  it.each([400, 401, 403, 404])('ends the simulation with %i', async (status) => {
    const answer: Answer = ({ number }) => (number === 1 ? status : 200);
    const outcome = run({ syncs: 3 }, answer);
    await expect(outcome).rejects.toBeInstanceOf(RollcallError);
    await expect(outcome).rejects.toMatchObject({
      code: 'SIMULATION_REFUSED',
      details: { status, message: `no: ${status}` },
    });
    expect(receivers[0]?.requests).toHaveLength(2);
  });

  it('that is not there is given up, too', async () => {
    const receiver = await startRecordingReceiver();
    await receiver.close();
    const summary = await simulate({ url: receiver.url, retryDelaysMs: [1] }, () => {});
    expect(summary).toMatchObject({ givenUp: 1, retries: 1, acknowledged: 0 });
  });

  it('can be left at any time', async () => {
    const leaving = new AbortController();
    const receiver = await startRecordingReceiver(() => {
      leaving.abort(new Error('enough'));
      return false;
    });
    receivers.push(receiver);
    await expect(simulate({ url: receiver.url }, () => {}, leaving.signal)).rejects.toThrow(
      'enough',
    );
    const waiting = new AbortController();
    const stuck = await startRecordingReceiver(() => {
      setTimeout(() => waiting.abort(), 20);
      return 503;
    });
    receivers.push(stuck);
    await expect(simulate({ url: stuck.url }, () => {}, waiting.signal)).rejects.toThrow();
    expect(stuck.requests).toHaveLength(1);
  });
});

it('asks for an http address', async () => {
  await expect(simulate({ url: 'ftp://x' }, () => {})).rejects.toMatchObject({ code: 'USAGE' });
  await expect(simulate({ url: 'nonsense' }, () => {})).rejects.toMatchObject({ code: 'USAGE' });
});
