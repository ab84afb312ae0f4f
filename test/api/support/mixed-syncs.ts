import { setTimeout as pass } from 'node:timers/promises';
import { type Answer, type Page, sendPage } from '../../support/mixpanel.ts';

const COHORTS = 30;
const REST_MS = 15;
const RETRY_MS = 50;

/** A number from 0 up to 1, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export interface MixedSyncs {
  /** The next answer to a page. */
  readonly nextAnswer: () => Promise<Answer>;
  stop(): Promise<void>;
}

/** Sends syncs of 30 cohorts one after the other, full ones and deltas, each page until it is acknowledged. */
export function sendMixedSyncs(hookUrl: string, random: () => number): MixedSyncs {
  const members = Array.from({ length: COHORTS }, () => new Set<string>());
  let isStopped = false;
  const listeners = new Set<(answer: Answer) => void>();
  let session = 0;

  async function send(page: Page): Promise<void> {
    while (!isStopped) {
      // One that is cut off is sent again, as Mixpanel does.
      const answer = await sendPage(hookUrl, page).catch(() => null);
      if (answer !== null) for (const listener of listeners) listener(answer);
      if (answer?.status === 200) return;
      await pass(RETRY_MS);
    }
  }

  async function sync(which: number): Promise<void> {
    session += 1;
    const known = members[which] ?? new Set();
    const of = { cohort: String(which + 1), session: `s${session}` };
    const joined = [`p${session}`, `q${session}`];
    const isFull = known.size === 0 || random() < 0.2;
    const [left] = isFull ? [] : known;
    for (const id of joined) known.add(id);
    if (left !== undefined) known.delete(left);
    const pages: Page[] = isFull
      ? fullSync(of, [...known])
      : [
          { ...of, action: 'add_members', members: joined },
          { ...of, action: 'remove_members', members: left === undefined ? [] : [left] },
        ];
    for (const page of pages) {
      await send(page);
      await pass(REST_MS);
    }
  }

  const sending = (async () => {
    while (!isStopped) await sync(Math.floor(random() * COHORTS));
  })();
  return {
    nextAnswer: () =>
      new Promise((resolve) => {
        const listener = (answer: Answer): void => {
          listeners.delete(listener);
          resolve(answer);
        };
        listeners.add(listener);
      }),
    async stop() {
      isStopped = true;
      await sending;
    },
  };
}

function fullSync(of: Pick<Page, 'cohort' | 'session'>, ids: readonly string[]): Page[] {
  const middle = Math.ceil(ids.length / 2);
  return [ids.slice(0, middle), ids.slice(middle)].map((part, i) => ({
    ...of,
    action: 'members',
    page: i + 1,
    totalPages: 2,
    members: part,
  }));
}
