import type { Engine } from './engine.ts';
import type { ModelCohort } from './naive-model.ts';
import { CohortReader, type StoredMember } from './read-roster.ts';

/** How many joined, left, and changed properties. */
export interface Changes {
  readonly joined: number;
  readonly left: number;
  readonly changed: number;
}

type Members = ReadonlyMap<string, StoredMember>;

/** What something does to a cohort's members, who may be nobody yet. */
export async function changesBy(
  engine: Engine,
  { projectId, cohortId }: Pick<ModelCohort, 'projectId' | 'cohortId'>,
  act: () => Promise<void>,
): Promise<Changes> {
  const membersNow = () => new CohortReader(engine.roster, projectId, cohortId).members();
  const before = membersNow();
  await act();
  const after = membersNow();
  const stayed = [...after].filter(([id]) => before.has(id));
  return {
    joined: after.size - stayed.length,
    left: before.size - stayed.length,
    changed: stayed.filter(([id]) => tell(before, id) !== tell(after, id)).length,
  };
}

function tell(members: Members, id: string): string {
  return [...(members.get(id)?.properties ?? [])]
    .map((one) => one.join('='))
    .sort()
    .join(' ');
}
