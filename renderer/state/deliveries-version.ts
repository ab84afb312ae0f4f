import type { Snapshot } from '../../shared/api/contract.ts';

/** Another text whenever a delivery came, was applied, or was applied again. */
export function deliveriesVersion({ lastDelivery, waiting, cohorts }: Snapshot): string {
  const revisions = cohorts.reduce((sum, { revision }) => sum + revision, 0);
  return `${lastDelivery} ${waiting} ${revisions}`;
}
