import type { Cohort, Property } from '../../../shared/api/model.ts';
import { useApp } from '../../state/app-context.tsx';
import { useRequest } from '../../state/use-request.ts';

const NONE: readonly Property[] = [];

/** The properties a cohort's members have. */
export function useProperties(cohort: Cohort): readonly Property[] {
  const { api } = useApp();
  const { value } = useRequest(`properties ${cohort.id} ${cohort.revision}`, () =>
    api.call('properties.list', { cohort: cohort.id }),
  );
  return value ?? NONE;
}
