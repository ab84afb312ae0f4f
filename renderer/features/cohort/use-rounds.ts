import type { Round } from '../../../shared/api/model.ts';
import { useApp } from '../../state/app-context.tsx';
import { type Answer, useRequest } from '../../state/use-request.ts';

const MOST_ROUNDS = 200;

/** The latest rounds, newest first. */
export function useRounds(cohort: number, revision: number): Answer<readonly Round[]> {
  const { api } = useApp();
  return useRequest(`rounds ${cohort} ${revision}`, async () => {
    const rounds = await api.call('rounds.list', { cohort, limit: MOST_ROUNDS });
    return rounds.toSorted((a, b) => b.id - a.id);
  });
}
