import type { Page } from 'playwright-core';
import * as z from 'zod';
import { contract, type Snapshot } from '../../../shared/api/contract.ts';
import type { Cohort, Round } from '../../../shared/api/model.ts';
import { mergeState, snapshotOf } from '../../../shared/api/state.ts';
import { SLICE_NAMES, type State } from '../../../shared/api/state-model.ts';
import { stateOf } from '../../support/state-of.ts';

type Change = (snapshot: Snapshot) => Snapshot;

const { payload: stateSchema } = contract['app.changed'];
const snapshotSchema = contract['app.snapshot'].result;
const answerSchema = z.object({ ok: z.literal(true), value: z.unknown() });
const frameSchema = z.object({ event: z.string(), payload: z.unknown() });

const ROUND_MS = 30 * 60_000;
const ROUNDS = 40;

/**
 * Stages what takes hours in life on a page of the real core: rounds of a working day, a sync on its way. All that is
 * made up is parsed by the contract, as main's own answers are.
 */
export async function stage(page: Page, change: Change): Promise<void> {
  await page.routeWebSocket('**/api/events', (socket) => {
    const server = socket.connectToServer();
    let known: State = {};
    server.onMessage((message) => {
      const frame = frameSchema.parse(JSON.parse(String(message)));
      if (frame.event !== 'app.changed') return socket.send(message);
      known = mergeState(known, stateSchema.parse(frame.payload));
      const snapshot = snapshotOf(known);
      if (snapshot === null) return;
      const revision = Math.max(...SLICE_NAMES.map((name) => known[name]?.revision ?? 0));
      const payload = stateOf(snapshotSchema.parse(change(snapshot)), revision);
      socket.send(JSON.stringify({ event: frame.event, payload }));
    });
  });
  await restage(page, '**/api/rounds.list', (value) =>
    day(contract['rounds.list'].result.parse(value)),
  );
}

/** Changes what a question is answered with; a page that is closed meanwhile needs no answer. */
async function restage(page: Page, path: string, change: (value: unknown) => unknown) {
  await page.route(path, async (route) => {
    try {
      const response = await route.fetch();
      const { value } = answerSchema.parse(await response.json());
      await route.fulfill({ response, json: { ok: true, value: change(value) } });
    } catch (error) {
      if (!/disposed|has been closed/.test(String(error))) throw error;
    }
  });
}

/** A day's sizes for the small line of a cohort. */
export function withDay(cohort: Cohort): Cohort {
  const steps = walk(cohort.members, cohort.id);
  const { joined = 0, left = 0 } = steps.at(-1) ?? {};
  const sizes = steps.map(({ size }) => size).slice(-24);
  return { ...cohort, joined, left, sizes };
}

function day(rounds: readonly Round[]): readonly Round[] {
  const latest = rounds.toSorted((a, b) => a.id - b.id).at(-1);
  if (latest === undefined) return rounds;
  const steps = walk(latest.size, 1);
  const made = steps.map((step, i) => ({
    ...latest,
    ...step,
    ...(i === 0 ? { joined: 0, left: 0 } : { inSinceBefore: 0 }),
    id: latest.id + i,
    lastAtMs: latest.lastAtMs - (steps.length - 1 - i) * ROUND_MS,
  }));
  return contract['rounds.list'].result.parse(made);
}

/** Sizes that end at `size`, the same ones each time. */
function walk(size: number, seed: number) {
  const steps: { size: number; joined: number; left: number }[] = [];
  let now = size;
  let state = seed * 7919;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (let i = 0; i < ROUNDS; i += 1) {
    const rhythm = 0.6 + 0.6 * Math.sin((i / ROUNDS) * Math.PI);
    const joined = Math.round(now * 0.009 * rhythm * next());
    const left = Math.round(now * 0.004 * next());
    steps.unshift({ size: now, joined, left });
    now -= joined - left;
  }
  return steps;
}
