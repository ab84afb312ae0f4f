import { useState } from 'react';
import type { Delivery, Foresight } from '../../../shared/api/delivery-model.ts';
import { Button } from '../../components/Button.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useApp } from '../../state/app-context.tsx';
import { deliveriesVersion } from '../../state/deliveries-version.ts';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { personName } from '../../state/person-name.ts';
import { useRequest } from '../../state/use-request.ts';
import { ApplyAgain } from './ApplyAgain.tsx';

/** A dry run: what the delivery would change, worked out when it is asked for. */
export function DeliveryForesight({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useApp();
  const [isAsked, setIsAsked] = useState(false);
  if (isAsked) return <Answer delivery={delivery} onClose={() => setIsAsked(false)} />;
  return (
    <div className="foresight-ask">
      <Button size="small" onClick={() => setIsAsked(true)}>
        {t.deliveries.foresee}
      </Button>
    </div>
  );
}

interface AnswerProps {
  readonly delivery: Delivery;
  readonly onClose: () => void;
}

function Answer({ delivery, onClose }: AnswerProps) {
  const { t, api, snapshot } = useApp();
  const { number, report } = delivery;
  const key = `foresight ${number} ${report?.outcome} ${deliveriesVersion(snapshot)}`;
  const { value, error, again } = useRequest(key, () => api.call('deliveries.foresee', { number }));
  const words = t.deliveries.foresight;
  return (
    <section className="foresight" aria-labelledby="foresight-title" aria-busy={value === null}>
      <header className="row">
        <h3 id="foresight-title">{t.deliveries.foresee}</h3>
        <Button size="small" look="quiet" onClick={onClose}>
          {t.common.close}
        </Button>
      </header>
      {error !== null && <FailureNotice error={error} onAgain={again} />}
      {value === null && error === null && <Skeleton lines={3} label={words.working} />}
      {value !== null && error === null && (
        <>
          <p role="status">{summary(value, t)}</p>
          <People people={value.people} />
          <p className="quiet">{report?.outcome === 'failed' ? words.inItsPlace : words.asIfNow}</p>
          {report?.outcome === 'failed' && <ApplyAgain number={number} />}
        </>
      )}
    </section>
  );
}

function summary(foresight: Foresight, t: ReturnType<typeof useApp>['t']): string {
  const words = t.deliveries.foresight;
  const { outcome, joined, left, changed, unknown, unidentified } = foresight;
  if (outcome !== 'applied') return words.nothing[outcome];
  const parts = [
    joined > 0 && words.joined(joined),
    left > 0 && words.left(left),
    changed > 0 && words.changed(changed),
  ].filter((part) => part !== false);
  const others = [
    unknown > 0 && words.unknown(unknown),
    unidentified > 0 && t.deliveries.unidentified(unidentified),
  ].filter((part) => part !== false);
  return [...(parts.length === 0 ? [words.nothing.same] : parts), ...others].join(' · ');
}

function People({ people }: Pick<Foresight, 'people'>) {
  const { t } = useApp();
  if (people.length === 0) return null;
  return (
    <ul className="foreseen">
      {people.map(({ change, distinctId, email, ...names }) => (
        <li key={distinctId}>
          <span className={`foreseen-change ${change}`}>{t.deliveries.foresight[change]}</span>
          <span dir="auto">{personName(names) || email || distinctId}</span>
          <span className="quiet" dir="auto">
            {distinctId}
          </span>
        </li>
      ))}
    </ul>
  );
}
