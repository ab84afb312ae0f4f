import type { Cohort } from '../../shared/api/model.ts';
import type { App } from './app-context.tsx';

/** A cohort Mixpanel gave no name goes by its id. */
export function cohortName(cohort: Pick<Cohort, 'name' | 'cohortId'>, t: App['t']): string {
  return cohort.name === null || cohort.name === ''
    ? t.common.untitled(cohort.cohortId)
    : cohort.name;
}
