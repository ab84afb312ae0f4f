export type CohortTab = 'members' | 'rounds' | 'syncs';

/** Where the person is. Kept in the address's query, since its fragment holds the key. */
export type Route =
  | { readonly at: 'home' }
  | { readonly at: 'connect' }
  | { readonly at: 'settings' }
  | { readonly at: 'deliveries'; readonly number: number | null }
  | { readonly at: 'cohort'; readonly cohort: number; readonly tab: CohortTab }
  | { readonly at: 'person'; readonly projectId: string; readonly distinctId: string };

const TABS: readonly CohortTab[] = ['members', 'rounds', 'syncs'];

export function routeToQuery(route: Route): string {
  const query = new URLSearchParams({ at: route.at });
  switch (route.at) {
    case 'cohort':
      query.set('cohort', String(route.cohort));
      query.set('tab', route.tab);
      break;
    case 'person':
      query.set('project', route.projectId);
      query.set('id', route.distinctId);
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

/** Anything that makes no sense leads home. */
export function routeFromQuery(text: string): Route {
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
      const distinctId = query.get('id');
      if (distinctId === null) return { at: 'home' };
      return { at, projectId: query.get('project') ?? '', distinctId };
    }
    default:
      return { at: 'home' };
  }
}

function positive(text: string | null): number | null {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}
