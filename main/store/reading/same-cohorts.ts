import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { plainId } from '../../mixpanel/plain-id.ts';

const rowSchema = z.object({
  id: z.number(),
  project_id: z.string(),
  cohort_id: z.string(),
  kept_apart: z.number(),
});
type Row = z.infer<typeof rowSchema>;

/**
 * Cohorts that an earlier version kept apart and that are one by rule 1, each with the row it belongs to. Whom the person
 * chose to keep apart is left out.
 */
export function readSameCohorts(db: DatabaseSync): ReadonlyMap<number, number> {
  const rows = db
    .prepare('SELECT id, project_id, cohort_id, kept_apart FROM cohort ORDER BY id')
    .all()
    .map((row) => rowSchema.parse(row));
  const same = new Map<number, number>();
  for (const ofOneId of Map.groupBy(rows, ({ cohort_id }) => plainId(cohort_id)).values()) {
    if (ofOneId.length < 2) continue;
    for (const row of ofOneId) {
      const target = targetOf(row, ofOneId);
      if (target !== row.id && row.kept_apart === 0) same.set(row.id, target);
    }
  }
  return same;
}

/** The row that a cohort belongs to: that of its project, or of the only project there is, as it is written plainly. */
function targetOf(row: Row, ofOneId: readonly Row[]): number {
  const projects = new Set(ofOneId.map(({ project_id }) => plainId(project_id)));
  projects.delete('');
  const [only] = projects;
  const own = plainId(row.project_id);
  const project = own === '' && projects.size === 1 && only !== undefined ? only : own;
  const candidates = ofOneId.filter(({ project_id }) => plainId(project_id) === project);
  const plain = candidates.find(
    ({ project_id, cohort_id }) =>
      project_id === plainId(project_id) && cohort_id === plainId(cohort_id),
  );
  return (plain ?? candidates[0] ?? row).id;
}
