const TIME =
  /^(\d{4}-\d\d-\d\d)(?:[T ](([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?) ?(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$/i;

/**
 * The time that a text names, in ms UTC; null when it names none. Without a zone it is this computer's time, and a day
 * alone is its end. Read strictly, since JavaScript takes June 31 for July 1 and finds months in whatever follows a time.
 */
export function readTime(text: string): number | null {
  const [, day, clock, , zone = ''] = TIME.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return null;
  if (clock === undefined) return endOfDay(day);
  const atMs = Date.parse(`${day}T${clock}${zone.toUpperCase()}`);
  return Number.isNaN(atMs) ? null : atMs;
}

/** Whether the calendar has this day, written as `2026-11-24`. */
function isDay(day: string): boolean {
  const atMs = Date.parse(`${day}T00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day);
}

/** The last millisecond of a day on this computer's clock, whose days are not all of 24 hours. */
function endOfDay(day: string): number {
  const date = new Date(`${day}T12:00`);
  date.setDate(date.getDate() + 1);
  return date.setHours(0, 0, 0, 0) - 1;
}
