import { simulate } from '../../../main/simulator/simulate.ts';

const DAY_COHORTS = [
  { cohortId: '101', name: 'Trial users, week 1', members: 24_000, syncs: 3, props: 8 },
  { cohortId: '102', name: 'Paying', members: 8_100, syncs: 2, props: 4 },
  { cohortId: '103', name: '週次アクティブ', members: 3_200, syncs: 2, props: 4 },
];

/** Three cohorts of invented people, sent as Mixpanel sends them. */
export async function sendCohorts(hookUrl: string): Promise<void> {
  for (const cohort of DAY_COHORTS) {
    await simulate(
      { ...cohort, url: hookUrl, seed: 11, churn: 0.02, projectId: '1234567' },
      () => {},
      new AbortController().signal,
    );
  }
}
