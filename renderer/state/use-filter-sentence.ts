import { useCallback } from 'react';
import type { Filter } from '../../shared/api/filter.ts';
import type { Messages } from '../../shared/messages/messages.ts';
import { useApp } from './app-context.tsx';

/** A filter as a sentence: what is asked of which column. */
export function useFilterSentence(): (filter: Filter) => string {
  const { t, format } = useApp();
  return useCallback(
    (filter) => {
      const { says } = t.filters;
      if (!('property' in filter)) return says[filter.test](format.day(filter.atMs));
      const column = propertyName(filter.property, t);
      return 'value' in filter
        ? says[filter.test](column, filter.value)
        : says[filter.test](column);
    },
    [t, format],
  );
}

/** What the column of a property is called on screen. */
export function propertyName(property: string, t: Messages['screens']): string {
  const names = new Map<string, string>([
    ['mixpanel_distinct_id', t.members.column.distinct_id],
    ['email', t.members.column.email],
    ['first_name', t.members.column.first_name],
    ['last_name', t.members.column.last_name],
    ['phone_number', t.members.column.phone_number],
  ]);
  return names.get(property) ?? property;
}
