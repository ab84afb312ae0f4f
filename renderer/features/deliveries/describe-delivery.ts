import type { Delivery } from '../../../shared/api/delivery-model.ts';
import type { App } from '../../state/app-context.tsx';

interface Outcome {
  readonly word: string;
  readonly look: 'quiet' | 'attention' | 'failure';
}

/** What a delivery is about: its cohort, or what kind of call it was. */
export function deliveryTitle(delivery: Delivery, t: App['t']): string {
  const { cohortName, cohortId, kind } = delivery;
  if (cohortName !== null && cohortName !== '') return cohortName;
  if (cohortId !== null) return t.common.untitled(cohortId);
  return kind === 'test' ? t.deliveries.test : t.deliveries.refused;
}

/** What became of it. */
export function deliveryOutcome({ kind, report }: Delivery, t: App['t']): Outcome {
  if (kind === 'test') return { word: t.deliveries.test, look: 'quiet' };
  if (kind === 'refused') return { word: t.deliveries.refused, look: 'attention' };
  if (report === null) return { word: t.deliveries.outcomes.waiting, look: 'quiet' };
  const look = report.outcome === 'failed' ? 'failure' : 'quiet';
  return { word: t.deliveries.outcomes[report.outcome], look };
}
