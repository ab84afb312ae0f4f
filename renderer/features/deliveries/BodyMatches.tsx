import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { DeliveryList } from './DeliveryList.tsx';
import type { useBodySearch } from './use-body-search.ts';

interface BodyMatchesProps {
  readonly walk: ReturnType<typeof useBodySearch>;
  readonly chosen: number | null;
  readonly onChoose: (number: number) => void;
}

/** What was found in the bodies, and how far back they have been looked through. */
export function BodyMatches({ walk, chosen, onChoose }: BodyMatchesProps) {
  const { t, format } = useApp();
  const { found, next, isRunning, error, further } = walk;
  const words = t.deliveries.bodies;
  const reached = next && format.moment(next.receivedAtMs);
  return (
    <section className="body-matches" aria-labelledby="body-matches-title">
      <h2 id="body-matches-title">{words.title}</h2>
      {found.length > 0 && (
        <DeliveryList
          deliveries={found}
          label={words.list}
          chosen={chosen}
          onChoose={onChoose}
          onMore={null}
        />
      )}
      {error !== null && <FailureNotice error={error} onAgain={further} />}
      <p className="quiet" role="status">
        {isRunning
          ? words.running(reached ?? null)
          : reached
            ? words.reached(reached)
            : words.whole(found.length)}
      </p>
      {reached && !isRunning && (
        <Button size="small" onClick={further}>
          {words.further}
        </Button>
      )}
    </section>
  );
}
