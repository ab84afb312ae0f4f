import type { Delivery } from '../../../shared/api/delivery-model.ts';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';

const NO_USABLE_ID = 'NO_USABLE_ID';

/** Why a delivery lies here unapplied, and what to do. */
export function FailedNotice({ delivery: { report, entries } }: { readonly delivery: Delivery }) {
  const { t } = useApp();
  return (
    <Notice look="failure">
      {report?.error === NO_USABLE_ID
        ? t.deliveries.noUsableId(entries ?? 0)
        : t.deliveries.failedText}
    </Notice>
  );
}
