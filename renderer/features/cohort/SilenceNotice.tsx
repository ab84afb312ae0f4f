import type { Silence } from '../../../shared/api/rhythm-model.ts';
import { turnedAwayCode } from '../../../shared/turned-away.ts';
import { Notice } from '../../components/Notice.tsx';
import { type App, useApp } from '../../state/app-context.tsx';
import { useNow } from '../../state/use-now.ts';

/** Nothing comes any more: since when, why probably, and what to do in Mixpanel. */
export function SilenceNotice({ silence }: { readonly silence: Silence }) {
  const app = useApp();
  const { t, format } = app;
  const nowMs = useNow();
  const { sinceMs, everyMs, cause } = silence;
  return (
    <Notice look="attention" isTicking>
      <strong>{t.silence.title(format.span(nowMs - sinceMs), format.span(everyMs))}</strong>
      <br />
      {likelyCause(cause, app, nowMs)}
      <br />
      {t.silence.resume}
    </Notice>
  );
}

function likelyCause(cause: Silence['cause'], { t, format }: App, nowMs: number): string {
  switch (cause.kind) {
    case 'tunnel':
      return cause.toMs === null
        ? t.silence.tunnelIsDown(format.clock(cause.fromMs, nowMs))
        : t.silence.tunnelWasDown(
            format.clock(cause.fromMs, nowMs),
            format.clock(cause.toMs, nowMs),
          );
    case 'away':
      return t.silence.away(format.clock(cause.fromMs, nowMs), format.clock(cause.toMs, nowMs));
    case 'turned-away': {
      const { title } = t.turnedAway.causes[turnedAwayCode(cause.code)];
      return t.silence.turnedAway(format.clock(cause.atMs, nowMs), title);
    }
    case 'stopped':
      return t.silence.stopped;
  }
}
