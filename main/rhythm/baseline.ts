/** How long Mixpanel keeps what it compares with, from the last sync that went well. */
export const BASELINE_KEPT_MS = 72 * 60 * 60_000;
