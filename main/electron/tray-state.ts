import type { Snapshot } from '../../shared/api/contract.ts';
import { messages } from '../../shared/messages/messages.ts';

/** One shape each in the tray: ● ◐ ▲ ‖ ○ */
export const TRAY_STATES = ['receiving', 'syncing', 'attention', 'paused', 'offline'] as const;
export type TrayState = (typeof TRAY_STATES)[number];

export interface ShownState {
  readonly state: TrayState;
  readonly words: string;
}

/** What matters most right now, and how it is said. */
export function trayState(snapshot: Snapshot, nowMs: number): ShownState {
  const { state: say } = messages(snapshot.language).desktop;
  if (snapshot.trouble !== null) return { state: 'attention', words: say.trouble };
  const unreachable = unreachableState(snapshot);
  if (unreachable?.state === 'attention') return unreachable;
  if (snapshot.urlAlert !== null) return { state: 'attention', words: say.urlAlert };
  if (snapshot.setAside.length > 0) return { state: 'attention', words: say.setAside };
  const needingALook = snapshot.cohorts.filter(needsALook).length;
  if (needingALook > 0) return { state: 'attention', words: say.attention(needingALook) };
  if (snapshot.settings.paused) return { state: 'paused', words: say.paused };
  if (unreachable !== null) return unreachable;
  const arriving = snapshot.cohorts.find(({ state }) => state === 'receiving')?.arriving ?? null;
  if (arriving !== null) {
    const words = say.syncingPages({
      received: arriving.pagesReceived,
      total: arriving.totalPages,
    });
    return { state: 'syncing', words };
  }
  if (snapshot.waiting > 0) return { state: 'syncing', words: say.syncing };
  return { state: 'receiving', words: receivingWords(snapshot, nowMs) };
}

/** Why Mixpanel does not get through: for the person to mend, or for Rollcall itself. null: it does, as far as is known. */
function unreachableState({ tunnel, language }: Snapshot): ShownState | null {
  const { state: say } = messages(language).desktop;
  if (tunnel.provider === 'none') return null;
  switch (tunnel.state) {
    case 'failed':
      return { state: 'attention', words: say.notReachable };
    case 'connecting':
      return { state: 'offline', words: say.connecting };
    case 'reconnecting':
      return { state: 'offline', words: say.reconnecting };
    case 'online':
      return tunnel.doubt === null ? null : { state: 'attention', words: say.doubtful };
    case 'off':
    case 'paused':
      return null;
  }
}

function receivingWords(snapshot: Snapshot, nowMs: number): string {
  const { lastDeliveryAtMs, language } = snapshot;
  const { state: say } = messages(language).desktop;
  if (lastDeliveryAtMs === null) return say.receiving;
  const since = timeOf(lastDeliveryAtMs, nowMs, language);
  const nextMs = nextExpectedMs(snapshot);
  return nextMs === null
    ? say.receivingSince(since)
    : say.receivingNext({ since, next: timeOf(nextMs, nowMs, language) });
}

/** When the next sync of any cohort is expected; null: none is. */
export function nextExpectedMs({ cohorts }: Snapshot): number | null {
  const expected = cohorts.flatMap(({ nextExpected }) => nextExpected?.atMs ?? []);
  return expected.length === 0 ? null : Math.min(...expected);
}

function needsALook({ state, removedMost, silence }: Snapshot['cohorts'][number]): boolean {
  return state === 'partial' || state === 'failed' || removedMost !== null || silence !== null;
}

/** The time of day; with the date unless it is today's. A span like "4 minutes ago" would grow false unseen. */
export function timeOf(atMs: number, nowMs: number, language: string): string {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const isToday = day.format(atMs) === day.format(nowMs);
  return new Intl.DateTimeFormat(language, {
    timeStyle: 'short',
    ...(isToday ? {} : { dateStyle: 'medium' }),
  }).format(atMs);
}
