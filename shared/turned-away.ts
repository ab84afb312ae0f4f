/** Why deliveries are turned away in a way that makes Mixpanel pause a sync. Each has words on screen. */
export const TURNED_AWAY_CODES = [
  'WRONG_PASSWORD',
  'BODY_UNREADABLE',
  'BODY_TOO_DEEP',
  'BODY_CUT',
  'ENCODING_UNKNOWN',
  'ACTION_MISSING',
  'ACTION_UNKNOWN',
  'COHORT_ID_MISSING',
  'MEMBERS_MISSING',
  'MIXPANEL_ALERT',
  'AMPLITUDE_COHORT',
] as const;
export type TurnedAwayCode = (typeof TURNED_AWAY_CODES)[number];

/** One that a later version knows is shown as unreadable. */
export function turnedAwayCode(code: string): TurnedAwayCode {
  return TURNED_AWAY_CODES.find((known) => known === code) ?? 'BODY_UNREADABLE';
}
