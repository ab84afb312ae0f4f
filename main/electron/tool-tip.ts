import type { Snapshot } from '../../shared/api/contract.ts';
import { messages } from '../../shared/messages/messages.ts';
import { nextExpectedMs, type ShownState, timeOf } from './tray-state.ts';

// What Windows shows of a tooltip.
const MAX_LENGTH = 127;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface ToolTip {
  readonly text: string;
  /** When it says something else by time alone; null: never. */
  readonly changesAtMs: number | null;
}

/** The tray's tooltip: the state, how many members there are, and how long until the next sync. */
export function toolTip(snapshot: Snapshot, shown: ShownState, nowMs: number): ToolTip {
  const { cohorts, language } = snapshot;
  const { appName, desktop, screens } = messages(language);
  const { toolTip: say } = desktop;
  const isReceiving = shown.state === 'receiving';
  const nextMs = isReceiving ? nextExpectedMs(snapshot) : null;
  const members = cohorts.reduce((sum, cohort) => sum + cohort.members, 0);
  const number = new Intl.NumberFormat(language);
  const sentences = [
    // With a time to the next one, when the last one came is the less of news.
    nextMs === null ? shown.words : say.receiving,
    ...(cohorts.length === 0 ? [] : [say.members(number.format(members), cohorts.length)]),
    ...(nextMs === null ? [] : [next(nextMs, nowMs, language)]),
  ];
  // Whole sentences, as many as there is room for.
  let text = '';
  for (const [i] of sentences.entries()) {
    const longer = `${appName}: ${screens.common.sentences(sentences.slice(0, i + 1))}`;
    if (i === 0 || longer.length <= MAX_LENGTH) text = longer.slice(0, MAX_LENGTH);
  }
  return { text, changesAtMs: nextMs === null ? null : changesAt(nextMs, nowMs) };
}

/** In minutes within the hour before, else the time of day, which stays true by itself. */
function next(nextMs: number, nowMs: number, language: Snapshot['language']): string {
  const { toolTip: say } = messages(language).desktop;
  if (nextMs - nowMs > HOUR_MS) return say.nextAt(timeOf(nextMs, nowMs, language));
  const minutes = Math.ceil((nextMs - nowMs) / MINUTE_MS);
  return minutes <= 0 ? say.nextDue : say.nextInMinutes(minutes);
}

function changesAt(nextMs: number, nowMs: number): number | null {
  const leftMs = nextMs - nowMs;
  if (leftMs <= 0) return null;
  if (leftMs > HOUR_MS) return nextMs - HOUR_MS;
  return nextMs - (Math.ceil(leftMs / MINUTE_MS) - 1) * MINUTE_MS;
}
