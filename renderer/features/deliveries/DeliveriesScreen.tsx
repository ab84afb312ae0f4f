import { useState } from 'react';
import { DELIVERY_STATES, type DeliveryState } from '../../../shared/api/delivery-model.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { Select } from '../../components/Select.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import type { Route } from '../../state/route.ts';
import { TurnedAwayNotices } from '../../state/TurnedAwayNotices.tsx';
import { useDebounced } from '../../state/use-debounced.ts';
import { BodyMatches } from './BodyMatches.tsx';
import { DeliveryDetail } from './DeliveryDetail.tsx';
import { DeliveryList } from './DeliveryList.tsx';
import { useBodySearch } from './use-body-search.ts';
import { useDeliveries, type Wanted } from './use-deliveries.ts';
import './deliveries.css';

const SEARCH_AFTER_MS = 200;

interface DeliveriesScreenProps {
  readonly number: number | null;
  readonly go: (route: Route) => void;
}

/** What exactly came. */
export function DeliveriesScreen({ number, go }: DeliveriesScreenProps) {
  const { t } = useApp();
  const [text, setText] = useState('');
  const [state, setState] = useState<DeliveryState>('all');
  const search = useDebounced(text.trim(), SEARCH_AFTER_MS);
  const { value, error, again, more } = useDeliveries({ state, search });
  const walk = useBodySearch({ state, search });
  const chosen = number ?? value?.deliveries.at(0)?.number ?? walk.found.at(0)?.number ?? null;
  const choose = (next: number) => go({ at: 'deliveries', number: next });
  return (
    <div className="deliveries">
      <TurnedAwayNotices cohort={null} go={go} />
      <section className="deliveries-side" aria-labelledby="deliveries-title">
        <header>
          <h1 id="deliveries-title">{t.deliveries.title}</h1>
          <p className="quiet">{t.deliveries.lead}</p>
          <SearchField
            label={t.deliveries.search}
            placeholder={t.deliveries.searchHint}
            value={text}
            onChange={setText}
          />
          <Select
            label={t.deliveries.show}
            isLabelShown
            value={state}
            onChange={setState}
            options={DELIVERY_STATES.map((one) => ({
              value: one,
              label: t.deliveries.states[one],
            }))}
          />
        </header>
        {error !== null && <FailureNotice error={error} onAgain={again} />}
        {value === null && error === null && <Skeleton lines={8} label={t.common.loading} />}
        <div className="deliveries-found">
          {value?.deliveries.length === 0 && <NoDeliveries {...value.wanted} />}
          {value !== null && value.deliveries.length > 0 && (
            <DeliveryList
              deliveries={value.deliveries}
              label={t.deliveries.list}
              chosen={chosen}
              onChoose={choose}
              onMore={more}
            />
          )}
          {search !== '' && <BodyMatches walk={walk} chosen={chosen} onChoose={choose} />}
        </div>
      </section>
      {chosen === null ? (
        <p className="deliveries-choose quiet">{t.deliveries.choose}</p>
      ) : (
        <DeliveryDetail key={chosen} number={chosen} />
      )}
    </div>
  );
}

function NoDeliveries({ state, search }: Wanted) {
  const { t } = useApp();
  if (search !== '') return <p className="quiet">{t.deliveries.noneListed(search)}</p>;
  if (state !== 'all') return <EmptyState title={t.deliveries.noneOfState} />;
  return <EmptyState title={t.deliveries.none} text={t.deliveries.noneText} />;
}
