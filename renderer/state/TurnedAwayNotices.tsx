import type { TurnedAway } from '../../shared/api/turned-away-model.ts';
import { attentionSentence } from '../../shared/attention-sentence.ts';
import { turnedAwayCode } from '../../shared/turned-away.ts';
import { Button } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { useApp } from './app-context.tsx';
import { cohortName } from './cohort-name.ts';
import type { Route } from './route.ts';
import { useAction } from './use-action.ts';
import { useNow } from './use-now.ts';
import './turned-away.css';

interface TurnedAwayNoticesProps {
  /** Those of this cohort, and those that may be; null: all. */
  readonly cohort: number | null;
  readonly go: (route: Route) => void;
}

/** Who was turned away and has not been heard since: why, and what to do here and in Mixpanel. */
export function TurnedAwayNotices({ cohort, go }: TurnedAwayNoticesProps) {
  const { t, format, snapshot } = useApp();
  const nowMs = useNow();
  const { turnedAway, otherAddress } = snapshot;
  const shown = turnedAway.filter(
    (one) => cohort === null || one.cohort === null || one.cohort.id === cohort,
  );
  const isOther = otherAddress !== null && cohort === null;
  if (shown.length === 0 && !isOther) return null;
  return (
    <div className="turned-away">
      {shown.map((one) => (
        <TurnedAwayNotice key={`${one.code} ${one.cohort?.cohortId}`} refused={one} go={go} />
      ))}
      {isOther && (
        <Notice look="attention">
          {t.turnedAway.otherAddress(
            otherAddress.times,
            format.clock(otherAddress.lastAtMs, nowMs),
          )}
        </Notice>
      )}
    </div>
  );
}

interface TurnedAwayNoticeProps {
  readonly refused: TurnedAway;
  readonly go: (route: Route) => void;
}

function TurnedAwayNotice({ refused, go }: TurnedAwayNoticeProps) {
  const { t, api, format } = useApp();
  const { act, isBusy } = useAction();
  const nowMs = useNow();
  const { code, cohort, times, firstAtMs, lastDelivery } = refused;
  const clock = (atMs: number) => format.clock(atMs, nowMs);
  const name = (one: { name: string | null; cohortId: string }) => cohortName(one, t);
  const { projectId = '', cohortId = '' } = cohort ?? {};
  const dismissed = { code, projectId, cohortId, upTo: lastDelivery };
  const buttons = (
    <div className="row">
      {code === 'WRONG_PASSWORD' && (
        <Button size="small" onClick={() => go({ at: 'settings' })}>
          {t.turnedAway.setPassword}
        </Button>
      )}
      <Button size="small" onClick={() => go({ at: 'deliveries', number: lastDelivery })}>
        {t.turnedAway.see}
      </Button>
      <Button
        size="small"
        disabled={isBusy}
        onClick={() => void act(() => api.call('turnedAway.dismiss', dismissed))}
      >
        {t.turnedAway.dismiss}
      </Button>
    </div>
  );
  return (
    <Notice look="attention" action={buttons}>
      <strong dir="auto">
        {attentionSentence({ why: 'turnedAway', refused }, { t: t, name, clock })}
      </strong>
      <br />
      {t.common.sentences([
        t.turnedAway.causes[turnedAwayCode(code)].todo,
        t.turnedAway.resume,
        ...(times > 1 ? [t.turnedAway.times(times, clock(firstAtMs))] : []),
      ])}
    </Notice>
  );
}
