import type { Absence } from '../../../shared/api/rhythm-model.ts';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useNow } from '../../state/use-now.ts';

/** Syncs were due while nobody was here, and the first one since is still to come. */
export function AwayNotice({ absence }: { readonly absence: Absence }) {
  const { t, format } = useApp();
  const nowMs = useNow();
  const { fromMs, toMs, keptUntilMs } = absence;
  const away = format.span(toMs - fromMs);
  const isKept = keptUntilMs !== null && keptUntilMs > nowMs;
  return (
    <Notice look="plain" isTicking>
      {isKept ? t.away.kept(away, format.span(keptUntilMs - nowMs)) : t.away.keptNoLonger(away)}
    </Notice>
  );
}
