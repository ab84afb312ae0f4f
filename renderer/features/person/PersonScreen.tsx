import { Button } from '../../components/Button.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useSay } from '../../components/use-say.ts';
import { useApp } from '../../state/app-context.tsx';
import { readCells } from '../../state/cells.ts';
import { deliveriesVersion } from '../../state/deliveries-version.ts';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { personName } from '../../state/person-name.ts';
import type { Route } from '../../state/route.ts';
import { useRequest } from '../../state/use-request.ts';
import { PropertyList } from './PropertyList.tsx';
import { StayList } from './StayList.tsx';
import './person.css';

interface PersonScreenProps {
  readonly route: Extract<Route, { at: 'person' }>;
  readonly go: (route: Route) => void;
}

/** Every cohort a person was in, since when and until when, and what is known of them. */
export function PersonScreen({ route, go }: PersonScreenProps) {
  const { t, api, snapshot } = useApp();
  const say = useSay();
  const { projectId, distinctId } = route;
  const key = `stays ${projectId} ${distinctId} ${deliveriesVersion(snapshot)}`;
  const { value, error, again } = useRequest(key, async () => {
    const stays = await api.call('people.stays', { projectId, distinctId });
    // they come in the order of deliveries, which a clock set back does not change
    return stays.toReversed();
  });
  const latest = value?.find(({ leftAtMs }) => leftAtMs === null) ?? value?.at(0);
  const cells = latest && readCells(latest.properties);
  const text = (id: string) => cells?.get(id)?.text ?? '';
  const name = personName({
    firstName: text('first_name'),
    lastName: text('last_name'),
    fullName: text('$name'),
  });
  return (
    <div className="screen person">
      <Button look="quiet" size="small" onClick={() => window.history.back()}>
        ← {t.person.back}
      </Button>
      <header>
        <h1 dir="auto">{name === '' ? distinctId : name}</h1>
        <div className="row">
          <code className="quiet">{distinctId}</code>
          <CopyButton
            look="quiet"
            size="small"
            text={() => distinctId}
            label={t.person.copyId}
            doneLabel={t.common.copied}
            onFailure={() => say(t.common.copyFailed)}
          />
        </div>
      </header>
      {error !== null && <FailureNotice error={error} onAgain={again} />}
      {value === null && error === null && <Skeleton lines={6} label={t.common.loading} />}
      {value?.length === 0 && <EmptyState title={t.person.none} />}
      {value !== null && value.length > 0 && <StayList stays={value} go={go} />}
      {latest !== undefined && cells !== undefined && <PropertyList stay={latest} cells={cells} />}
    </div>
  );
}
