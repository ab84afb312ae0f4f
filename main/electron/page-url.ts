/** Where the window's page lives: a scheme of our own, so that it is a secure origin that nobody else serves. */
export const PAGE_SCHEME = 'app';
const PAGE_HOST = 'rollcall';
const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`;

/** Whether an address is the page itself, at whatever place in it. */
export function isPageUrl(url: string): boolean {
  return isOwnUrl(url) && new URL(url).pathname === '/index.html';
}

/** Whether an address is one of the page's files. */
export function isOwnUrl(url: string): boolean {
  // Node knows no origin of a scheme that isn't the web's, so its parts are compared.
  const parsed = URL.parse(url);
  return (
    parsed?.protocol === `${PAGE_SCHEME}:` &&
    parsed.host === PAGE_HOST &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/** A place in the page that the tray, a menu or a notification leads to. */
export type Place =
  | { readonly screen: 'last' | 'connect' | 'settings' | 'deliveries' }
  | { readonly screen: 'cohort' | 'export'; readonly cohort: number };

/** The page's address at a place. */
export function placeUrl(place: Place): string {
  return `${PAGE_URL}${placeQuery(place)}`;
}

/** A place in the words of the page's own routes. */
export function placeQuery(place: Place): string {
  switch (place.screen) {
    case 'last':
      return '';
    case 'connect':
      return '?at=connect';
    case 'settings':
      return '?at=settings';
    case 'deliveries':
      return '?at=deliveries';
    case 'cohort':
      return `?at=cohort&cohort=${place.cohort}&tab=members`;
    case 'export':
      return `?at=cohort&cohort=${place.cohort}&tab=members&export=1`;
  }
}
