import { type Language, messages } from '../../shared/messages/messages.ts';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Numbers and times as they are written in one language. */
export interface Format {
  readonly number: (value: number) => string;
  readonly bytes: (value: number) => string;
  /** Such as "24 Nov, 10:12"; with the year where it isn't this one. */
  readonly moment: (timeMs: number) => string;
  /** Such as "24 Nov 2026". */
  readonly day: (timeMs: number) => string;
  /** Such as "10:42"; with the day where it isn't today. */
  readonly clock: (timeMs: number, nowMs: number) => string;
  /** Such as "22:00", of minutes since midnight. */
  readonly timeOfDay: (minutes: number) => string;
  /** Such as "1 h 10 min". */
  readonly span: (ms: number) => string;
  /** To the second. */
  readonly exact: (timeMs: number) => string;
  /** Such as "4 minutes ago". */
  readonly ago: (timeMs: number, nowMs: number) => string;
}

/** A person's own English stays theirs: British dates for a British browser. Numbers are written as sentences write them. */
export function createFormat(language: Language, systemLocale: string): Format {
  const locale = systemLocale.toLowerCase().startsWith(language) ? systemLocale : language;
  const number = new Intl.NumberFormat(language);
  const rounded = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const day = { month: 'short', day: 'numeric' } as const;
  const short = new Intl.DateTimeFormat(locale, { ...day, ...time });
  const shortWithYear = new Intl.DateTimeFormat(locale, { year: 'numeric', ...day, ...time });
  const withYear = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const { justNow } = messages(language).screens.common;
  const ofDay = new Intl.DateTimeFormat(locale, time);
  const span = spanIn(language);
  const relative = relativeIn(locale, language);
  return {
    number: (value) => number.format(value),
    bytes: (value) => {
      const steps = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
      return `${rounded.format(value / 1024 ** steps)} ${UNITS[steps]}`;
    },
    moment: (timeMs) => (isThisYear(timeMs) ? short : shortWithYear).format(timeMs),
    day: (timeMs) => withYear.format(timeMs),
    clock: (timeMs, nowMs) => (isSameDay(timeMs, nowMs) ? ofDay : short).format(timeMs),
    timeOfDay: (minutes) => ofDay.format(new Date(2026, 0, 1, 0, minutes)),
    span: (ms) => span(Math.max(1, Math.round(ms / MINUTE_MS))),
    exact: (timeMs) => exact.format(timeMs),
    ago: (timeMs, nowMs) => {
      const passed = Math.max(0, nowMs - timeMs);
      if (passed < MINUTE_MS) return justNow;
      if (passed < HOUR_MS) return relative(-Math.floor(passed / MINUTE_MS), 'minute');
      if (passed < DAY_MS) return relative(-Math.floor(passed / HOUR_MS), 'hour');
      return relative(-Math.floor(passed / DAY_MS), 'day');
    },
  };
}

function isSameDay(oneMs: number, otherMs: number): boolean {
  return new Date(oneMs).toDateString() === new Date(otherMs).toDateString();
}

function isThisYear(timeMs: number): boolean {
  return new Date(timeMs).getFullYear() === new Date().getFullYear();
}

/** A span of minutes: hours alone from ten on, days from three on. */
function spanIn(language: Language): (minutes: number) => string {
  const { minutes, hours, days, hoursAndMinutes } = messages(language).screens.span;
  return (total) => {
    if (total < 60) return minutes(total);
    const [whole, rest] = [Math.floor(total / 60), total % 60];
    if (whole < 10) return rest === 0 ? hours(whole) : hoursAndMinutes(whole, rest);
    const inAll = Math.round(total / 60);
    return inAll < 73 ? hours(inAll) : days(Math.round(inAll / 24));
  };
}

// Japanese is set without a space between figure and word
function relativeIn(locale: string, language: Language) {
  const written = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return (value: number, unit: Intl.RelativeTimeFormatUnit) => {
    const text = written.format(value, unit);
    return language === 'ja' ? text.replace(' ', '') : text;
  };
}
