import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import type { Route } from '../../state/route.ts';
import { useDebounced } from '../../state/use-debounced.ts';
import { DeliveryDetail } from './DeliveryDetail.tsx';
import { DeliveryList } from './DeliveryList.tsx';
import { useDeliveries } from './use-deliveries.ts';
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
  const search = useDebounced(text.trim(), SEARCH_AFTER_MS);
  const { value, error, again, more } = useDeliveries(search);
  const chosen = number ?? value?.at(0)?.number ?? null;
  return (
    <div className="deliveries">
      <section className="deliveries-side" aria-labelledby="deliveries-title">
        <header>
          <h1 id="deliveries-title">{t.deliveries.title}</h1>
          <p className="quiet">{t.deliveries.lead}</p>
          <SearchField
            label={t.deliveries.search}
            placeholder={t.deliveries.search}
            value={text}
            onChange={setText}
          />
        </header>
        {error !== null && <FailureNotice error={error} onAgain={again} />}
        {value === null && error === null && <Skeleton lines={8} label={t.common.loading} />}
        {value?.length === 0 &&
          (search === '' ? (
            <EmptyState title={t.deliveries.none} text={t.deliveries.noneText} />
          ) : (
            <EmptyState title={t.deliveries.noneFound(search)} />
          ))}
        {value !== null && value.length > 0 && (
          <DeliveryList
            deliveries={value}
            chosen={chosen}
            onChoose={(next) => go({ at: 'deliveries', number: next })}
            onMore={more}
          />
        )}
      </section>
      {chosen === null ? (
        <p className="deliveries-choose quiet">{t.deliveries.choose}</p>
      ) : (
        <DeliveryDetail key={chosen} number={chosen} />
      )}
    </div>
  );
}
