import type { Forecast } from '../../shared/api/rhythm-model.ts';
import type { ArrivedRound } from './learn-rhythm.ts';

/** Requests a month on ngrok's free plan (ngrok.com/docs/pricing-limits/free-plan-limits). */
const FREE_REQUESTS = 20_000;
const CLOSE = 0.8;
const DAY_MS = 24 * 60 * 60_000;
const MONTH_DAYS = 30;
/** Rollcall looks through the public address every half hour (main/tunnel/ngrok-provider.ts), which ngrok counts, too. */
const LOOKS_PER_DAY = 48;

/** What a cohort takes of the month: how often it comes, and its latest rounds. */
export interface Traffic {
  readonly everyMs: number;
  readonly rounds: readonly ArrivedRound[];
}

/** How many requests a month the cohorts with a known rhythm make; null when there is none. */
export function forecastRequests(cohorts: readonly Traffic[]): Forecast | null {
  if (cohorts.length === 0) return null;
  const perDay = cohorts.reduce(
    (sum, { everyMs, rounds }) => sum + (DAY_MS / everyMs) * usualDeliveries(rounds),
    LOOKS_PER_DAY,
  );
  const requestsPerMonth = Math.round(perDay * MONTH_DAYS);
  const share = requestsPerMonth / FREE_REQUESTS;
  return {
    requestsPerMonth,
    limit: FREE_REQUESTS,
    level: share > 1 ? 'over' : share >= CLOSE ? 'close' : 'fine',
    lastsDays: share > 1 ? Math.floor(FREE_REQUESTS / perDay) : null,
  };
}

/**
 * How many requests a sync is, taken over all of them, since it is their sum that ngrok counts. A first sync of many pages
 * comes once and is left out, whichever way it came; of the others, what recurs is counted, as far as it has come.
 */
function usualDeliveries(rounds: readonly ArrivedRound[]): number {
  const later = rounds.slice(1);
  const recurring = later.filter(({ hasDeltas }) => hasDeltas);
  const counted = recurring.length > 0 ? recurring : later;
  return counted.reduce((sum, { deliveries }) => sum + deliveries, 0) / Math.max(1, counted.length);
}
