import { attentionSentence } from '../../../shared/attention-sentence.ts';
import { ERROR_CODES, RollcallError } from '../../../shared/errors.ts';
import { errorSentence } from '../../../shared/messages/messages.ts';
import {
  type LeadsTo,
  leadsTo,
  type OverallKind,
  overallState,
  type Reason,
} from '../../../shared/overall-state.ts';
import type { Mark } from '../../components/StateMark.tsx';
import type { App } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';

/** The overall state as the side bar and the title say it. */
export interface StateWords {
  readonly kind: OverallKind;
  readonly mark: Mark;
  readonly word: string;
  /** What changes by itself all the time, such as how long ago something was; not to be said aloud each time. */
  readonly detail: string | null;
  /** What stands until something happens. */
  readonly lines: readonly StateLine[];
}

export interface StateLine {
  readonly sentence: string;
  readonly leadsTo: LeadsTo | null;
}

const MARKS: Readonly<Record<OverallKind, Mark>> = {
  ready: 'ready',
  waiting: 'syncing',
  attention: 'attention',
  trouble: 'failure',
  off: 'offline',
};

/** Phrases the overall state; that the page itself has no connection comes first. */
export function stateWords(app: App, nowMs: number): StateWords {
  const { connection, snapshot, t } = app;
  if (connection === 'locked') {
    const lines = [{ sentence: t.state.lockedDetail, leadsTo: null }];
    return { kind: 'trouble', mark: 'failure', word: t.state.locked, detail: null, lines };
  }
  if (connection !== 'online') {
    const lines = [{ sentence: t.state.offlineDetail, leadsTo: null }];
    return { kind: 'off', mark: 'offline', word: t.state.offline, detail: null, lines };
  }
  const { kind, reason, attention } = overallState(snapshot);
  const own = sentenceOf(reason, app, nowMs);
  const clock = (atMs: number) => app.format.clock(atMs, nowMs);
  const name = (cohort: { name: string | null; cohortId: string }) => cohortName(cohort, t);
  return {
    kind,
    mark: reason.why === 'paused' ? 'paused' : MARKS[kind],
    word: wordOf(reason, app),
    detail: detailOf(reason, app, nowMs),
    lines: [
      ...(own === null ? [] : [{ sentence: own, leadsTo: leadsTo(reason) }]),
      ...attention.map((one) => ({
        sentence: attentionSentence(one, { t, name, clock }),
        leadsTo: leadsTo(one),
      })),
    ],
  };
}

function wordOf({ why }: Reason, { t, snapshot }: App): string {
  switch (why) {
    case 'store':
      return t.state.trouble;
    case 'unreachable':
      return t.connect.states.failed;
    case 'reconnecting':
    case 'connecting':
      return t.connect.states[why];
    case 'notConnected':
    case 'paused':
      return t.state[why];
    case 'arriving':
    case 'applying':
      return t.state.syncing;
    case 'firstSync':
      return t.state.nothingYet;
    case 'fine':
      return snapshot.tunnel.provider === 'none' ? t.state.ready : t.connect.states.online;
    default:
      return t.state.attention;
  }
}

function sentenceOf(reason: Reason, { t, format, language }: App, nowMs: number): string | null {
  switch (reason.why) {
    case 'store': {
      const code = ERROR_CODES.find((one) => one === reason.code) ?? 'STORE_FAILED';
      return errorSentence(new RollcallError(code), language);
    }
    case 'unreachable':
      return t.connect.details.failed;
    case 'reconnecting':
    case 'connecting':
      return t.connect.details[reason.why];
    case 'notConnected':
      return t.state.notConnectedDetail;
    case 'paused':
      return reason.safeUntilMs === null
        ? t.state.pausedDetail
        : t.state.pausedUntil(format.clock(reason.safeUntilMs, nowMs));
    default:
      return null;
  }
}

function detailOf(reason: Reason, { t, format, snapshot }: App, nowMs: number): string | null {
  switch (reason.why) {
    case 'arriving':
      return t.state.syncingDetail(reason.pagesReceived, reason.totalPages);
    case 'applying':
      return t.state.waiting(reason.deliveries);
    case 'notConnected':
    case 'fine': {
      const syncs = snapshot.cohorts.flatMap(({ lastSyncAtMs }) => lastSyncAtMs ?? []);
      return syncs.length === 0 ? null : t.state.readyDetail(format.ago(Math.max(...syncs), nowMs));
    }
    default:
      return null;
  }
}

/** As of when all this is, what is expected next, or what was caught up after an absence; null: nothing to say. */
export function outlookLine({ snapshot, t, format }: App, nowMs: number): string | null {
  const { outOfDateSinceMs, settings, absence, cohorts } = snapshot;
  if (outOfDateSinceMs !== null) return t.state.asOf(format.clock(outOfDateSinceMs, nowMs));
  if (settings.paused) return null;
  const caughtUp = absence?.caughtUp ?? null;
  if (caughtUp !== null) return t.away.caughtUp(caughtUp.joined, caughtUp.left);
  const expected = cohorts.flatMap(({ nextExpected }) => nextExpected?.atMs ?? []);
  if (expected.length === 0) return null;
  const nextMs = Math.min(...expected);
  const say = nextMs < nowMs ? t.state.nextDue : t.state.nextExpected;
  return say(format.clock(nextMs, nowMs));
}
