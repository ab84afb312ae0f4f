import { churnBetweenSyncs, createCohort, type Snapshot } from './cohort-model.ts';
import { createLedger } from './ledger.ts';
import { type SimulateOptions, withDefaults } from './options.ts';
import { createPeople } from './people.ts';
import { Draws, mix } from './random.ts';
import { runSync, type Simulation } from './run-sync.ts';
import { createSender } from './send.ts';

export interface SimulateSummary {
  readonly syncs: number;
  /** Syncs that failed all their retries; the next one made up for them. */
  readonly givenUp: number;
  /** Requests that were to carry a page, retries not counted, and those acknowledged. */
  readonly pages: number;
  readonly acknowledged: number;
  readonly retries: number;
  /** Size of the simulated cohort at the end. */
  readonly membersNow: number;
  readonly seconds: number;
}

/**
 * Plays Mixpanel: sends the syncs of one cohort to a hook URL, one after the other without the half hour between them.
 * Throws SIMULATION_REFUSED where Mixpanel would pause, EXPORT_TARGET_UNUSABLE for the ledger, and the signal's reason.
 */
export async function simulate(
  options: SimulateOptions,
  report: (line: string) => void,
  signal?: AbortSignal,
): Promise<SimulateSummary> {
  const startedAtMs = performance.now();
  const settings = withDefaults(options);
  const { projectId, cohortId, seed, members, ledgerPath } = settings;
  const people = createPeople(settings);
  const sender = createSender(settings, report, signal);
  const ledger =
    ledgerPath === undefined
      ? null
      : await createLedger(ledgerPath, { projectId, cohortId, seed }, people);
  const cohort = createCohort(settings);
  const draws = new Draws(mix(seed, members, 7));
  const counts = { pages: 0, acknowledged: 0 };
  let givenUp = 0;
  try {
    givenUp = await runSyncs({ settings, report, people, cohort, draws, sender, ledger, counts });
  } finally {
    sender.close();
    // one that was broken off has no end
    if (!signal?.aborted) await ledger?.finish();
  }
  return {
    syncs: settings.syncs,
    givenUp,
    ...counts,
    retries: sender.retries(),
    membersNow: cohort.size(),
    seconds: (performance.now() - startedAtMs) / 1000,
  };
}

/** Runs all syncs and returns how many were given up. */
async function runSyncs(simulation: Simulation): Promise<number> {
  const { settings, cohort, draws } = simulation;
  const { syncs, members, churn, fullSyncEvery } = settings;
  // After a failure Mixpanel compares with the last sync that went through. Source: the docs named in send.ts
  let lastThrough: Snapshot | null = null;
  let givenUp = 0;
  for (let sync = 1; sync <= syncs; sync++) {
    if (sync > 1) cohort.advance(churnBetweenSyncs(cohort.size(), members, churn, draws));
    const isFull = fullSyncEvery > 0 && (sync - 1) % fullSyncEvery === 0;
    if (await runSync(simulation, sync, isFull ? null : lastThrough))
      lastThrough = cohort.snapshot();
    else givenUp++;
  }
  return givenUp;
}
