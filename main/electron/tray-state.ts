import type { Snapshot } from '../../shared/api/contract.ts';
import { attentionSentence } from '../../shared/attention-sentence.ts';
import { messages } from '../../shared/messages/messages.ts';
import { type LeadsTo, leadsTo, overallState, type Reason } from '../../shared/overall-state.ts';
import { shortName } from './menu-text.ts';

/** One shape each in the tray: ● ◐ ▲ ‖ ○ */
export const TRAY_STATES = ['receiving', 'syncing', 'attention', 'paused', 'offline'] as const;
export type TrayState = (typeof TRAY_STATES)[number];

export interface ShownState {
  readonly state: TrayState;
  readonly words: string;
  /** Where the person sees more of it; null: nowhere in particular. */
  readonly leadsTo: LeadsTo | null;
}

/** The overall state as the tray shows it: a shape, and a sentence. */
export function trayState(snapshot: Snapshot, nowMs: number): ShownState {
  const { reason } = overallState(snapshot);
  return {
    state: shapeOf(reason),
    words: wordsOf(reason, snapshot, nowMs),
    leadsTo: leadsTo(reason),
  };
}

function shapeOf({ why }: Reason): TrayState {
  switch (why) {
    case 'paused':
      return 'paused';
    case 'arriving':
    case 'applying':
      return 'syncing';
    case 'reconnecting':
    case 'connecting':
    case 'notConnected':
      return 'offline';
    case 'firstSync':
    case 'fine':
      return 'receiving';
    default:
      return 'attention';
  }
}

function wordsOf(reason: Reason, snapshot: Snapshot, nowMs: number): string {
  const { language } = snapshot;
  const { desktop, screens } = messages(language);
  const { state: say } = desktop;
  switch (reason.why) {
    case 'store':
      return say.trouble;
    case 'unreachable':
      return say.notReachable;
    case 'reconnecting':
    case 'connecting':
    case 'notConnected':
    case 'doubtful':
    case 'urlAlert':
    case 'setAside':
    case 'historyGap':
    case 'paused':
      return say[reason.why];
    case 'arriving': {
      const { pagesReceived: received, totalPages: total } = reason;
      return say.syncingPages({ received, total });
    }
    case 'applying':
      return say.syncing;
    case 'firstSync':
      return say.noSync;
    case 'fine':
      return readyWords(snapshot, nowMs);
    default:
      return attentionSentence(reason, {
        t: screens,
        name: ({ name, cohortId }) => shortName(name ?? cohortId),
        clock: (atMs) => timeOf(atMs, nowMs, language),
      });
  }
}

function readyWords(snapshot: Snapshot, nowMs: number): string {
  const { cohorts, language } = snapshot;
  const { state: say } = messages(language).desktop;
  const syncs = cohorts.flatMap(({ lastSyncAtMs }) => lastSyncAtMs ?? []);
  if (syncs.length === 0) return say.ready;
  const since = timeOf(Math.max(...syncs), nowMs, language);
  const nextMs = nextExpectedMs(snapshot);
  return nextMs === null
    ? say.lastSync(since)
    : say.lastSyncNext({ since, next: timeOf(nextMs, nowMs, language) });
}

/** When the next sync of any cohort is expected; null: none is. */
export function nextExpectedMs({ cohorts }: Snapshot): number | null {
  const expected = cohorts.flatMap(({ nextExpected }) => nextExpected?.atMs ?? []);
  return expected.length === 0 ? null : Math.min(...expected);
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
