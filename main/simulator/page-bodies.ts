import type { Action } from '../mixpanel/actions.ts';
import { churnBetweenSyncs, createCohort, type Snapshot } from './cohort-model.ts';
import { type SimulateOptions, withDefaults } from './options.ts';
import { createPeople } from './people.ts';
import { pageBody, planDeltas, planMembers } from './plan-sync.ts';
import { Draws, mix } from './random.ts';

export interface PageBody {
  /** From 1. */
  readonly sync: number;
  readonly action: Action;
  readonly body: Buffer<ArrayBuffer>;
}

/** The bodies `simulate` would send if nothing went wrong, each generated when asked for; for benchmarks and tests. */
export function* pageBodies(options: Omit<SimulateOptions, 'url'>): Generator<PageBody> {
  const settings = withDefaults({ ...options, url: '' });
  const { seed, members, churn, fullSyncEvery, pageSize } = settings;
  const people = createPeople(settings);
  const cohort = createCohort(settings);
  const draws = new Draws(mix(seed, members, 7));
  let before: Snapshot | null = null;
  for (let sync = 1; sync <= settings.syncs; sync++) {
    if (sync > 1) cohort.advance(churnBetweenSyncs(cohort.size(), members, churn, draws));
    const isFull = fullSyncEvery > 0 && (sync - 1) % fullSyncEvery === 0;
    const plan = { sessionId: settings.newSessionId(), pageSize };
    const deltas = before === null || isFull ? null : planDeltas(before, cohort, plan);
    const pages = deltas === null ? planMembers(cohort, plan) : [...deltas.add, ...deltas.remove];
    for (const page of pages) {
      yield { sync, action: page.action, body: pageBody(page, people, settings) };
    }
    before = cohort.snapshot();
  }
}
