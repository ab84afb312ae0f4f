import type { PlannedPage } from './plan-sync.ts';

/**
 * Sends groups of pages, `concurrency` at a time within a group and one group after the other. `send` says whether its
 * page went through; after one that didn't, or an error, no further page is begun. Waits for those under way.
 */
export async function sendGroups(
  groups: readonly (readonly PlannedPage[])[],
  concurrency: number,
  send: (page: PlannedPage) => Promise<boolean>,
): Promise<boolean> {
  let hasStopped = false;
  for (const group of groups) {
    const waiting = group.values();
    const lane = async (): Promise<void> => {
      // the lanes share one iterator, so that each takes the next page nobody has
      for (const page of waiting) {
        if (hasStopped) return;
        const sent = await send(page).catch((error: unknown) => {
          hasStopped = true;
          throw error;
        });
        if (!sent) hasStopped = true;
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: Math.max(1, concurrency) }, lane));
    const failed = lanes.find((settled) => settled.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    if (hasStopped) return false;
  }
  return true;
}
