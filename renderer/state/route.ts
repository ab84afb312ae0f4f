import * as z from 'zod';

export type CohortTab = 'members' | 'rounds' | 'syncs';

/** Where the person is. Kept in the address's query, since its fragment holds the key; whom it shows is kept beside it. */
export type Route =
  | { readonly at: 'home' }
  | { readonly at: 'connect' }
  | { readonly at: 'settings' }
  | { readonly at: 'deliveries'; readonly number: number | null }
  | { readonly at: 'cohort'; readonly cohort: number; readonly tab: CohortTab }
  | {
      readonly at: 'person';
      /** Where they were found. */
      readonly cohort: number | null;
      readonly projectId: string;
      readonly distinctId: string;
    };

const TABS: readonly CohortTab[] = ['members', 'rounds', 'syncs'];

const whomSchema = z.object({ projectId: z.string(), distinctId: z.string() });

export function routeToQuery(route: Route): string {
  const query = new URLSearchParams({ at: route.at });
  switch (route.at) {
    case 'cohort':
      query.set('cohort', String(route.cohort));
      query.set('tab', route.tab);
      break;
    case 'person':
      if (route.cohort !== null) query.set('cohort', String(route.cohort));
      break;
    case 'deliveries':
      if (route.number !== null) query.set('number', String(route.number));
      break;
    case 'home':
    case 'connect':
    case 'settings':
      break;
  }
  return `?${query}`;
}

/** What a route tells of a person. Browsers keep addresses for long, so it stands in none. */
export function whomOf(route: Route): unknown {
  if (route.at !== 'person') return null;
  return { projectId: route.projectId, distinctId: route.distinctId };
}

/** Anything that makes no sense leads home, and a person who is not known to where they were found. */
export function routeFromQuery(text: string, whom: unknown = null): Route {
  const query = new URLSearchParams(text);
  const at = query.get('at');
  switch (at) {
    case 'connect':
    case 'settings':
      return { at };
    case 'deliveries':
      return { at, number: positive(query.get('number')) };
    case 'cohort': {
      const cohort = positive(query.get('cohort'));
      const tab = TABS.find((name) => name === query.get('tab')) ?? 'members';
      return cohort === null ? { at: 'home' } : { at, cohort, tab };
    }
    case 'person': {
      const cohort = positive(query.get('cohort'));
      const known = whomSchema.safeParse(whom);
      if (known.success) return { at, cohort, ...known.data };
      return cohort === null ? { at: 'home' } : { at: 'cohort', cohort, tab: 'members' };
    }
    default:
      return { at: 'home' };
  }
}

function positive(text: string | null): number | null {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}
