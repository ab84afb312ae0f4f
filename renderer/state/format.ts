import { type Language, messages } from '../../shared/messages/messages.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Numbers and times as they are written in one language. */
export interface Format {
  readonly number: (value: number) => string;
  readonly bytes: (value: number) => string;
  /** Such as "24 Nov, 10:12"; with the year where it isn't this one. */
  readonly moment: (timeMs: number) => string;
  /** To the second. */
  readonly exact: (timeMs: number) => string;
  /** Such as "4 minutes ago". */
  readonly ago: (timeMs: number, nowMs: number) => string;
}

/** A person's own English stays theirs: British dates for a British browser. */
export function createFormat(language: Language, systemLocale: string): Format {
  const locale = systemLocale.toLowerCase().startsWith(language) ? systemLocale : language;
  const number = new Intl.NumberFormat(locale);
  const kilobytes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const short = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', ...time });
  const withYear = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const { justNow } = messages(language).screens.common;
  const relative = relativeIn(locale, language);
  return {
    number: (value) => number.format(value),
    bytes: (value) =>
      value < 1024
        ? `${number.format(value)} B`
        : value < 1024 * 1024
          ? `${kilobytes.format(value / 1024)} KiB`
          : `${kilobytes.format(value / 1024 / 1024)} MiB`,
    moment: (timeMs) => (isThisYear(timeMs) ? short : withYear).format(timeMs),
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

function isThisYear(timeMs: number): boolean {
  return new Date(timeMs).getFullYear() === new Date().getFullYear();
}

// Japanese is set without a space between figure and word
function relativeIn(locale: string, language: Language) {
  const written = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return (value: number, unit: Intl.RelativeTimeFormatUnit) => {
    const text = written.format(value, unit);
    return language === 'ja' ? text.replace(' ', '') : text;
  };
}
