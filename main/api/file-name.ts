import { BACKUP_EXTENSION } from '../backup/format.ts';

// What one of the systems takes for a part of the path or refuses in a name, and what shows another ending than it has.
const UNSAFE = /[\\/:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;
const MAX_CHARACTERS = 80;

/** The name suggested for an export: that of its cohort and the day, e.g. `Trial users 2026-11-24.csv`. */
export function exportFileName(cohort: string, nowMs: number, timeZone: string): string {
  const safe = cohort.replace(UNSAFE, '-').replace(/^[.\s]+|[.\s]+$/g, '');
  const name = [...safe].slice(0, MAX_CHARACTERS).join('').trim();
  return `${name === '' ? 'cohort' : name} ${dayOf(nowMs, timeZone)}.csv`;
}

/** The name suggested for a backup, e.g. `Rollcall 2026-11-24.rollcall`. */
export function backupFileName(nowMs: number, timeZone: string): string {
  return `Rollcall ${dayOf(nowMs, timeZone)}.${BACKUP_EXTENSION}`;
}

/** Swedish writes dates as ISO 8601 does. */
function dayOf(nowMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(nowMs);
}

/** `attachment` with the name in both spellings: plain ASCII for old readers, and as it is (RFC 6266, 8187). */
export function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
