import type { Rhythm } from './api/rhythm-model.ts';

/** As many usual intervals between two syncs leave it open when somebody joined. */
const MOST_INTERVALS = 2;

/**
 * Since when somebody may be in who came with a sync: the time of what came before it, where more than two of the cohort's
 * usual intervals lie between them. null: the time of the sync says enough, or nothing is usual yet.
 */
export function mayHaveJoinedFrom(
  joinedAtMs: number,
  heardBeforeMs: number | null,
  rhythm: Rhythm,
): number | null {
  if (heardBeforeMs === null || rhythm.kind !== 'known') return null;
  return joinedAtMs - heardBeforeMs > MOST_INTERVALS * rhythm.everyMs ? heardBeforeMs : null;
}
