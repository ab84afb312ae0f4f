import type { Delivery } from '../../../shared/api/delivery-model.ts';
import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { TimeText } from '../../state/TimeText.tsx';
import { deliveryOutcome, deliveryTitle } from './describe-delivery.ts';

interface DeliveryListProps {
  readonly deliveries: readonly Delivery[];
  readonly label: string;
  readonly chosen: number | null;
  readonly onChoose: (number: number) => void;
  readonly onMore: (() => void) | null;
}

export function DeliveryList({ deliveries, label, chosen, onChoose, onMore }: DeliveryListProps) {
  const { t } = useApp();
  return (
    <div className="delivery-list">
      <ol aria-label={label}>
        {deliveries.map((delivery) => (
          <li key={delivery.number}>
            <button
              type="button"
              className="delivery-item"
              aria-current={delivery.number === chosen ? 'true' : undefined}
              onClick={() => onChoose(delivery.number)}
            >
              <DeliveryLines delivery={delivery} />
            </button>
          </li>
        ))}
      </ol>
      {onMore !== null && (
        <Button size="small" onClick={onMore}>
          {t.deliveries.more}
        </Button>
      )}
    </div>
  );
}

function DeliveryLines({ delivery }: { readonly delivery: Delivery }) {
  const { t, format } = useApp();
  const { page, totalPages, receivedAtMs } = delivery;
  const outcome = deliveryOutcome(delivery, t);
  return (
    <>
      <span className="delivery-title" dir="auto">
        {deliveryTitle(delivery, t)}
      </span>
      <TimeText timeMs={receivedAtMs} text={format.moment(receivedAtMs)} />
      <span className="delivery-line figures">
        {t.deliveries.number(delivery.number)}
        {page !== null && totalPages !== null && ` · ${t.deliveries.pageShort(page, totalPages)}`}
      </span>
      <span className={`delivery-outcome ${outcome.look}`}>{outcome.word}</span>
    </>
  );
}
