import type { TurnedAway as ShownTurnedAway } from '../../../shared/api/turned-away-model.ts';
import { type TurnedAway, turnedAway, withCohortIds } from '../../membership/turned-away.ts';
import type { Store } from '../../store/store.ts';
import { SAMPLE_PROJECT } from '../sample-project.ts';

export interface StandingRefusals {
  /** What the person is to know of. */
  readonly shown: readonly ShownTurnedAway[];
  /** The same with what the person has dismissed: it still explains why a sync stays away. */
  readonly known: readonly TurnedAway[];
}

/** Who was turned away and has not been heard since. The sample is never heard again, and nobody waits for it. */
export async function readTurnedAway(store: Store): Promise<StandingRefusals> {
  const read = await store.read('refusals', undefined);
  const heard = read.heard.filter(({ projectId }) => projectId !== SAMPLE_PROJECT);
  return {
    shown: withCohortIds(turnedAway({ ...read, heard }), heard),
    known: turnedAway({ ...read, heard, dismissals: [] }),
  };
}
