import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useApp } from '../../state/app-context.tsx';
import type { Filters } from './use-filters.ts';

interface NobodyHereProps {
  readonly search: string;
  readonly filters: Filters;
}

/** Why the table is empty: what is looked for, or nobody is in. */
export function NobodyHere({ search, filters }: NobodyHereProps) {
  const { t } = useApp();
  const { length } = filters.value;
  if (length > 0) {
    const title = search === '' ? t.filters.noneFit(length) : t.filters.noneFitSearch(search);
    return (
      <EmptyState
        title={title}
        action={<Button onClick={clear}>{t.filters.clear(length)}</Button>}
      />
    );
  }
  if (search === '') return <EmptyState title={t.members.none} />;
  return <EmptyState title={t.members.noneFound(search)} text={t.members.noneFoundHint} />;

  function clear() {
    filters.trigger.current?.focus();
    filters.clear();
  }
}
