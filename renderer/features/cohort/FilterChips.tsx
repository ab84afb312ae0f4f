import { useRef } from 'react';
import type { Filter } from '../../../shared/api/filter.ts';
import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useFilterSentence } from '../../state/use-filter-sentence.ts';
import { type Filters, filterKey } from './use-filters.ts';
import './filters.css';

/** The filters that are on, each a button that takes it off. */
export function FilterChips({ filters }: { readonly filters: Filters }) {
  const { t } = useApp();
  const sentence = useFilterSentence();
  const list = useRef<HTMLUListElement>(null);
  const remove = (filter: Filter, at: number) => {
    // the focus stays near: on the neighbour, or on what adds a filter
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    (buttons[at + 1] ?? buttons[at - 1] ?? filters.trigger.current)?.focus();
    filters.remove(filter);
  };
  const clear = () => {
    filters.trigger.current?.focus();
    filters.clear();
  };
  return (
    <div className="filter-chips">
      <ul ref={list} aria-label={t.filters.list}>
        {filters.value.map((filter, at) => (
          <li key={filterKey(filter)}>
            <button
              type="button"
              className="chip"
              aria-label={t.filters.remove(sentence(filter))}
              title={sentence(filter)}
              onClick={() => remove(filter, at)}
            >
              <span dir="auto">{sentence(filter)}</span>
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      {filters.value.length > 1 && (
        <Button look="quiet" size="small" onClick={clear}>
          {t.filters.removeAll}
        </Button>
      )}
    </div>
  );
}
