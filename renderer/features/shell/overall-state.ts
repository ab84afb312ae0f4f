import { ERROR_CODES, RollcallError } from '../../../shared/errors.ts';
import { errorSentence } from '../../../shared/messages/messages.ts';
import type { Mark } from '../../components/StateMark.tsx';
import type { App } from '../../state/app-context.tsx';
import { tunnelMark } from '../../state/tunnel-words.ts';

interface OverallState {
  readonly mark: Mark;
  readonly word: string;
  readonly detail: string;
}

/** The first thing a person wants to know, worst news first. */
export function overallState(app: App, nowMs: number): OverallState {
  const { connection, snapshot, t, format, language } = app;
  if (connection === 'locked') {
    return { mark: 'failure', word: t.state.locked, detail: t.state.lockedDetail };
  }
  if (connection !== 'online') {
    return { mark: 'offline', word: t.state.offline, detail: t.state.offlineDetail };
  }
  const trouble = ERROR_CODES.find((code) => code === snapshot.trouble);
  if (trouble !== undefined) {
    const detail = errorSentence(new RollcallError(trouble), language);
    return { mark: 'failure', word: t.state.attention, detail };
  }
  if (snapshot.settings.paused) {
    const { pauseSafeUntilMs } = snapshot;
    const detail =
      pauseSafeUntilMs === null
        ? t.state.pausedDetail
        : t.state.pausedUntil(format.clock(pauseSafeUntilMs, nowMs));
    return { mark: 'paused', word: t.state.paused, detail };
  }
  const tunnel = tunnelState(app);
  if (tunnel !== null) return tunnel;
  const arriving = snapshot.cohorts.find((cohort) => cohort.arriving !== null)?.arriving;
  if (arriving) {
    const detail = t.state.syncingDetail(arriving.pagesReceived, arriving.totalPages);
    return { mark: 'syncing', word: t.state.syncing, detail };
  }
  if (snapshot.waiting > 0) {
    return { mark: 'syncing', word: t.state.syncing, detail: t.state.waiting(snapshot.waiting) };
  }
  if (snapshot.cohorts.some(({ state }) => state === 'partial' || state === 'failed')) {
    return { mark: 'attention', word: t.state.attention, detail: t.state.partialDetail };
  }
  if (snapshot.urlAlert !== null) {
    return { mark: 'attention', word: t.state.attention, detail: t.state.urlAlert };
  }
  if (snapshot.setAside.length > 0) {
    return { mark: 'attention', word: t.state.attention, detail: t.state.setAside };
  }
  const silent = snapshot.cohorts.flatMap(({ silence }) => silence ?? []);
  if (silent.length > 0) {
    const longest = Math.min(...silent.map(({ sinceMs }) => sinceMs));
    const detail = t.state.silent(format.span(nowMs - longest), silent.length);
    return { mark: 'attention', word: t.state.attention, detail };
  }
  const { lastDeliveryAtMs } = snapshot;
  const detail =
    lastDeliveryAtMs === null
      ? t.state.nothingYet
      : t.state.readyDetail(format.ago(lastDeliveryAtMs, nowMs));
  const word = snapshot.tunnel.provider === 'none' ? t.state.ready : t.connect.states.online;
  return { mark: 'ready', word, detail };
}

/** Why Mixpanel does not get through; null while it does, or where nothing was set up. */
function tunnelState({ snapshot: { tunnel }, t }: App): OverallState | null {
  const mark = tunnelMark(tunnel);
  if (tunnel.provider === 'none' || mark === 'ready' || mark === 'paused') return null;
  if (tunnel.state === 'online') {
    return { mark, word: t.state.attention, detail: t.connect.doubtful };
  }
  return { mark, word: t.connect.states[tunnel.state], detail: t.connect.details[tunnel.state] };
}

/** What is expected next, or was caught up after an absence; null: nothing to say. */
export function outlookLine({ snapshot, t, format }: App, nowMs: number): string | null {
  if (snapshot.settings.paused) return null;
  const caughtUp = snapshot.absence?.caughtUp ?? null;
  if (caughtUp !== null) return t.away.caughtUp(caughtUp.joined, caughtUp.left);
  const expected = snapshot.cohorts.flatMap(({ nextExpected }) => nextExpected?.atMs ?? []);
  return expected.length === 0
    ? null
    : t.state.nextExpected(format.clock(Math.min(...expected), nowMs));
}
