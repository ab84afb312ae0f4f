import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LocalTime } from '../../main/export/local-time.ts';

it.each([
  ['UTC', '2026-01-02T03:04:05', '2026-01-02 03:04:05'],
  ['Asia/Tokyo', '2025-12-31T23:59:59', '2026-01-01 08:59:59'],
  ['Asia/Kathmandu', '2026-01-02T00:00:00', '2026-01-02 05:45:00'],
  ['America/New_York', '2026-03-08T06:59:59', '2026-03-08 01:59:59'],
  ['America/New_York', '2026-03-08T07:00:00', '2026-03-08 03:00:00'],
  ['America/New_York', '2026-11-01T05:59:59', '2026-11-01 01:59:59'],
  ['America/New_York', '2026-11-01T06:00:00', '2026-11-01 01:00:00'],
  ['Australia/Lord_Howe', '2026-10-03T15:29:59', '2026-10-04 01:59:59'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00', '2026-10-04 02:30:00'],
  ['+05:30', '2026-01-02T00:00:00', '2026-01-02 05:30:00'],
])('in %s, %s is %s', (zone, utc, local) => {
  expect(new LocalTime(zone).of(utc)).toBe(local);
});

it.each([
  '',
  'never',
  '2026-01-02',
  '2026-01-02T03:04:05Z',
  '2026-01-02T03:04:05.000',
  '2026-13-01T00:00:00',
  '2026-02-29T00:00:00',
  '2026-01-01T24:00:00',
  '1899-12-31T23:59:59',
  '0050-01-01T00:00:00',
  '２026-01-02T03:04:05',
])('%s is no date of Mixpanel that a spreadsheet knows', (text) => {
  expect(new LocalTime('UTC').of(text)).toBeNull();
});

it('agrees with the calendar at every moment', () => {
  const zones = [
    'Europe/Berlin',
    'America/St_Johns',
    'Africa/Casablanca',
    'Pacific/Apia',
    'Australia/Lord_Howe',
  ];
  const times = fc.integer({ min: Date.UTC(1971) / 1000, max: Date.UTC(2040) / 1000 });
  for (const zone of zones) {
    const clock = new LocalTime(zone);
    const calendar = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    fc.assert(
      fc.property(times, (seconds) => {
        const utc = new Date(seconds * 1000);
        expect(clock.of(utc.toISOString().slice(0, 19))).toBe(calendar.format(utc));
      }),
      { numRuns: 500 },
    );
  }
});
