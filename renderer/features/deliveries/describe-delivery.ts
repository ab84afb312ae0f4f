import type { Delivery } from '../../../shared/api/delivery-model.ts';
import { turnedAwayCode } from '../../../shared/turned-away.ts';
import type { App } from '../../state/app-context.tsx';

interface Outcome {
  readonly word: string;
  readonly look: 'quiet' | 'attention' | 'failure';
}

/** What a delivery is about: its cohort, or what kind of call it was. */
export function deliveryTitle(delivery: Delivery, t: App['t']): string {
  const { cohortName, cohortId, kind } = delivery;
  if (kind === 'refused') return refusalTitle(delivery.code, t);
  if (cohortName !== null && cohortName !== '') return cohortName;
  if (cohortId !== null) return t.common.untitled(cohortId);
  return delivery.code === 'EMPTY_CALL' ? t.deliveries.emptyCall : t.deliveries.test;
}

/** Why it was turned away. */
function refusalTitle(code: string | null, t: App['t']): string {
  if (code === 'BODY_TOO_LARGE') return t.turnedAway.tooLarge;
  return t.turnedAway.causes[turnedAwayCode(code ?? '')].title;
}

/** What became of it. */
export function deliveryOutcome({ kind, code, report }: Delivery, t: App['t']): Outcome {
  if (code === 'EMPTY_CALL') return { word: t.deliveries.emptyCall, look: 'attention' };
  if (kind === 'test') return { word: t.deliveries.test, look: 'quiet' };
  if (kind === 'refused') return { word: t.deliveries.refused, look: 'attention' };
  if (report === null) return { word: t.deliveries.outcomes.waiting, look: 'quiet' };
  const look = report.outcome === 'failed' ? 'failure' : 'quiet';
  return { word: t.deliveries.outcomes[report.outcome], look };
}
