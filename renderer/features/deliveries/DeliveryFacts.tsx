import type { Delivery } from '../../../shared/api/delivery-model.ts';
import { useApp } from '../../state/app-context.tsx';
import { TimeText } from '../../state/TimeText.tsx';
import { deliveryOutcome, deliveryTitle } from './describe-delivery.ts';

/** The delivery in one line of words, and what it changed in another. */
export function DeliveryFacts({ delivery }: { readonly delivery: Delivery }) {
  const { t, format } = useApp();
  const { report, entries, page, totalPages, receivedAtMs } = delivery;
  const facts = [
    delivery.action,
    page !== null && totalPages !== null && t.deliveries.page(page, totalPages),
    entries !== null && t.deliveries.entries(entries),
    format.bytes(delivery.sizeBytes),
  ];
  const effects = [
    deliveryOutcome(delivery, t).word,
    report !== null && report.inSinceBefore > 0 && t.deliveries.firstSync(report.inSinceBefore),
    report?.outcome === 'applied' &&
      (report.inSinceBefore === 0 || report.joined + report.left > 0) &&
      t.deliveries.effect(report.joined, report.left),
    report !== null && report.unknown > 0 && t.deliveries.unknown(report.unknown),
    report !== null && report.unidentified > 0 && t.deliveries.unidentified(report.unidentified),
    report !== null && report.nullNumbers > 0 && t.deliveries.nullNumbers(report.nullNumbers),
  ];
  return (
    <div className="delivery-facts">
      <p>
        <strong dir="auto">{deliveryTitle(delivery, t)}</strong>{' '}
        <TimeText timeMs={receivedAtMs} text={format.exact(receivedAtMs)} />
      </p>
      <p className="quiet figures">{facts.filter(Boolean).join(' · ')}</p>
      <p>{effects.filter(Boolean).join(' · ')}</p>
    </div>
  );
}
