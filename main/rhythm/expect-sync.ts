import type { NextExpected, Rhythm, Silence } from '../../shared/api/rhythm-model.ts';
import { onBeat } from './beats.ts';
import { countsFromMs, type Due, dueIn, isExcused } from './due-syncs.ts';
import type { ArrivedRound } from './learn-rhythm.ts';
import { type Outage, touches } from './outage.ts';
import { patientInterval } from './schedule-change.ts';

export type KnownRhythm = Extract<Rhythm, { kind: 'known' }>;

/** So many expected syncs missed are an alarm: a single one may be late, or lost on the way. */
const ALARM_AFTER = 2;

/** A delivery that was turned away: it is known to pause a sync. */
export interface RefusedDelivery {
  readonly atMs: number;
  readonly code: string;
}

/** What is expected of a cohort with a known rhythm. */
export interface Expectation {
  /** null while it is silent, or may come by another schedule: then nothing is promised. */
  readonly next: NextExpected | null;
  readonly silence: Silence | null;
  /** When this answer may be another one, though nothing came. */
  readonly changesAtMs: number;
}

/** Tells from its rounds, oldest first, when a cohort is expected next, or that it has fallen silent. */
export function expectSync(
  rounds: readonly ArrivedRound[],
  rhythm: KnownRhythm,
  outages: readonly Outage[],
  nowMs: number,
  turnedAway: RefusedDelivery | null = null,
): Expectation {
  const { everyMs, toleranceMs } = rhythm;
  const heardAtMs = rounds.at(-1)?.lastAtMs ?? nowMs;
  const span = { beatMs: lastBeat(rounds, everyMs), heardAtMs, untilMs: nowMs };
  const due = dueIn(span, rhythm, outages);
  const countsMs =
    due.sleptThrough.length === 0
      ? Number.POSITIVE_INFINITY
      : countsFromMs(heardAtMs, outages, nowMs);
  const missed = counted(due, countsMs <= nowMs);
  // What came while nobody was here is not still on its way.
  const isGone = due.nextMs <= nowMs && isExcused(due.nextMs, 1, outages);
  const atMs = isGone ? due.nextMs + everyMs : due.nextMs;
  const changesAtMs = Math.min(
    atMs + toleranceMs,
    countsMs > nowMs ? countsMs : Number.POSITIVE_INFINITY,
  );
  if (missed.length < ALARM_AFTER) {
    return { next: { atMs, toleranceMs, missed: due.missed.length }, silence: null, changesAtMs };
  }
  const patient = patientInterval(rounds, rhythm, outages);
  const longer = dueIn({ ...span, beatMs: lastBeat(rounds, patient.everyMs) }, patient, outages);
  if (counted(longer, countsMs <= nowMs).length < ALARM_AFTER) {
    return { next: null, silence: null, changesAtMs: longer.nextMs + patient.toleranceMs };
  }
  const isRefused = turnedAway !== null && turnedAway.atMs > heardAtMs;
  const cause: Silence['cause'] = isRefused
    ? { kind: 'turned-away', ...turnedAway }
    : likelyCause(missed, outages, { beatMs: span.beatMs, everyMs, nowMs });
  const silence = { sinceMs: heardAtMs, everyMs, missed: missed.length, cause };
  return { next: null, silence, changesAtMs };
}

/** The missed syncs, with those that came to nobody once they count. */
function counted({ missed, sleptThrough }: Due, isAll: boolean): readonly number[] {
  return isAll ? [...sleptThrough, ...missed] : missed;
}

/** When the latest round on the beat came. */
export function lastBeat(rounds: readonly ArrivedRound[], everyMs: number): number {
  return onBeat(rounds, everyMs).at(-1)?.startedAtMs ?? 0;
}

interface Beat {
  readonly beatMs: number;
  readonly everyMs: number;
  readonly nowMs: number;
}

function likelyCause(
  missed: readonly number[],
  outages: readonly Outage[],
  { beatMs, everyMs, nowMs }: Beat,
): Silence['cause'] {
  const tunnel = outages.findLast(
    (outage) => outage.kind === 'tunnel' && missed.some((atMs) => touches(outage, atMs, atMs + 1)),
  );
  if (tunnel !== undefined) return { kind: 'tunnel', fromMs: tunnel.fromMs, toMs: tunnel.toMs };
  const away = outages.findLast(
    ({ kind, fromMs, toMs }) => kind === 'away' && holdsDue(fromMs, toMs ?? nowMs, beatMs, everyMs),
  );
  if (away !== undefined) return { kind: 'away', fromMs: away.fromMs, toMs: away.toMs ?? nowMs };
  return { kind: 'stopped' };
}

/** Whether a sync that comes at `beatMs` and every so often after was due in a span. */
export function holdsDue(fromMs: number, toMs: number, beatMs: number, everyMs: number): boolean {
  const next = beatMs + Math.max(1, Math.ceil((fromMs - beatMs) / everyMs)) * everyMs;
  return next <= toMs;
}
