const REGION = /^(?:([a-z]{2,3})[-_])?([a-z]{2})$/i;
const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/**
 * The locale by which a country (`DE`), or a country in one of its languages (`fr-CA`), writes numbers; null where there
 * is no such country.
 */
export function localeOfRegion(text: string): string | null {
  const [, language = 'und', country] = REGION.exec(text) ?? [];
  if (country === undefined) return null;
  const { region } = new Intl.Locale(`${language}-${country}`);
  const locale = new Intl.Locale(`${language}-${country}`).maximize();
  // "ZZ" is a country that nobody knows: Intl takes another one for it.
  const isKnown = region !== undefined && locale.region === region;
  // Without its script, with which Intl forgets the country.
  return isKnown && countries.of(region) !== undefined ? `${locale.language}-${region}` : null;
}
