/** When a person is told of changes: gathered for a while, and not in the quiet hours. Pure; times are ms UTC. */
import type { NotificationRules } from '../../shared/api/notification-model.ts';

const MINUTE_MS = 60_000;

/**
 * When one notification tells of all these changes: the earliest moment at which one of them is due. What happens in
 * the quiet hours is due when they end. null: nothing changed.
 */
export function tellAt(
  changedAtMs: readonly number[],
  { gatherMinutes, quietHours }: NotificationRules,
): number | null {
  const due = changedAtMs.map((atMs) => {
    const gatheredMs = atMs + gatherMinutes * MINUTE_MS;
    return quietUntil(atMs, quietHours) ?? quietUntil(gatheredMs, quietHours) ?? gatheredMs;
  });
  return due.length === 0 ? null : Math.min(...due);
}

/** When the quiet hours around a moment end; null: it is in none. */
function quietUntil(atMs: number, hours: NotificationRules['quietHours']): number | null {
  if (hours === null) return null;
  const { fromMinute, toMinute } = hours;
  const local = new Date(atMs);
  const minute = local.getHours() * 60 + local.getMinutes();
  const isOverMidnight = fromMinute > toMinute;
  const isIn = isOverMidnight
    ? minute >= fromMinute || minute < toMinute
    : minute >= fromMinute && minute < toMinute;
  if (!isIn) return null;
  const day = local.getDate() + (isOverMidnight && minute >= fromMinute ? 1 : 0);
  const endMs = new Date(local.getFullYear(), local.getMonth(), day, 0, toMinute).getTime();
  // In the night the clocks go back an hour comes twice; the quiet hours end with the first.
  return endMs > atMs ? endMs : null;
}
