import type { RemovedCohort } from './store.ts';
import type { StoreFiles } from './store-files.ts';

/**
 * Deletes a cohort (null: all of them) with its deliveries. What comes after the inbox was cleared waits, and is applied
 * once the cohort is deleted, too. `onCleared` is told the number of the newest delivery that is left.
 */
export async function removeData(
  { inbox, roster }: Pick<StoreFiles, 'inbox' | 'roster'>,
  cohort: RemovedCohort | null,
  onCleared: (lastKept: number) => void,
): Promise<void> {
  await roster.call('pause', undefined);
  try {
    const whose =
      cohort === null
        ? null
        : {
            projectId: cohort.projectId,
            cohortId: cohort.cohortId,
            ...(await roster.call('deliveriesOf', cohort.id)),
          };
    await inbox.call('remove', whose);
    onCleared(await inbox.call('lastKept', undefined));
    await roster.call('remove', cohort?.id ?? null);
  } finally {
    await roster.call('resume', undefined);
  }
}
