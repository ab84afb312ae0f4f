import { RollcallError } from '../../shared/errors.ts';

/** Mixpanel's dates: UTC without saying so. Source: docs.mixpanel.com/docs/data-structure/property-reference/data-type */
const UTC_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
/** A spreadsheet's calendar begins here. */
const FIRST_YEAR = 1900;
const FIRST_MS = Date.UTC(FIRST_YEAR, 0, 1);
const LAST_YEAR = 9999;
const DAY_MS = 86_400_000;
const QUARTER_HOUR_MS = 900_000;

/** Turns Mixpanel's UTC dates into a zone's local time. */
export class LocalTime {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /** `zone` as in `Asia/Tokyo`. Throws TIME_ZONE_UNKNOWN. */
  constructor(zone: string) {
    try {
      this.#format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch (error) {
      throw new RollcallError('TIME_ZONE_UNKNOWN', { zone }, { cause: error });
    }
  }

  /** `2026-01-02T03:04:05` as local `2026-01-02 12:04:05`; null for anything that is no such date. */
  of(text: string): string | null {
    const utcMs = utcMsOf(text);
    return utcMs === null ? null : this.ofMs(utcMs);
  }

  /** A moment as local time, in full seconds; null where no spreadsheet has such a date. */
  ofMs(utcMs: number): string | null {
    if (utcMs < FIRST_MS - DAY_MS) return null;
    const local = new Date(utcMs + this.#offsetMs(utcMs));
    const localYear = local.getUTCFullYear();
    if (localYear < FIRST_YEAR || localYear > LAST_YEAR) return null;
    return local.toISOString().slice(0, 19).replace('T', ' ');
  }

  /** Asking the calendar is slow: most days have one offset from end to end, the others few. */
  #offsetMs(utcMs: number): number {
    const dayMs = Math.floor(utcMs / DAY_MS) * DAY_MS;
    const atStart = this.#offsetAt(dayMs);
    if (atStart === this.#offsetAt(dayMs + DAY_MS)) return atStart;
    return this.#offsetAt(Math.floor(utcMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS);
  }

  #offsetAt(utcMs: number): number {
    const known = this.#offsets.get(utcMs);
    if (known !== undefined) return known;
    const part: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(utcMs)) part[type] = Number(value);
    const { year = 0, month = 1, day, hour, minute, second } = part;
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - utcMs;
    this.#offsets.set(utcMs, offset);
    return offset;
  }
}

/** `1990-05-01T00:00:00` as `1990-05-01`; null for anything else. */
export function dayOf(text: string): string | null {
  return text.endsWith('T00:00:00') && utcMsOf(text) !== null ? text.slice(0, 10) : null;
}

function utcMsOf(text: string): number | null {
  if (!UTC_DATE.test(text)) return null;
  const utcMs = Date.parse(`${text}Z`);
  // The parser takes February 30 for March 2, and 24:00 for the next day.
  return new Date(utcMs).getUTCDate() === Number(text.slice(8, 10)) ? utcMs : null;
}
