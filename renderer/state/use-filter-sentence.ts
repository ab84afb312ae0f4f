import { useCallback } from 'react';
import { type Filter, START_TEST } from '../../shared/api/filter.ts';
import { useApp } from './app-context.tsx';
import { propertyName } from './property-name.ts';

/** A filter as a sentence: what is asked of which column. */
export function useFilterSentence(): (filter: Filter) => string {
  const { t, format } = useApp();
  return useCallback(
    (filter) => {
      const { says } = t.filters;
      if (filter.test === START_TEST) return says.startUnknown;
      if (!('property' in filter)) return says[filter.test](format.day(filter.atMs));
      const column = propertyName(filter.property, t);
      return 'value' in filter
        ? says[filter.test](column, filter.value)
        : says[filter.test](column);
    },
    [t, format],
  );
}
