const DELAYS_MS = [0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 24_000] as const;
const LONGEST_MS = 24_000;
const JITTER = 0.2;

/** How long to wait before the next session, after so many that failed in a row: less than 30 s, never twice the same. */
export function backOffMs(failures: number, random: () => number): number {
  const delay = DELAYS_MS[failures] ?? LONGEST_MS;
  return Math.round(delay * (1 - JITTER + 2 * JITTER * random()));
}
