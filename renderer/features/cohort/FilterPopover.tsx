import { Popover } from '@base-ui/react/popover';
import { type FormEvent, useEffect, useState } from 'react';
import {
  type Filter,
  type FilterTest,
  LONGEST_VALUE,
  MOST_FILTERS,
  PRESENCE_TESTS,
  VALUE_TESTS,
} from '../../../shared/api/filter.ts';
import type { Property } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { Select } from '../../components/Select.tsx';
import { useApp } from '../../state/app-context.tsx';
import { propertyName } from '../../state/use-filter-sentence.ts';
import type { Filters } from './use-filters.ts';
import './filters.css';

const TESTS: readonly FilterTest[] = [...VALUE_TESTS, ...PRESENCE_TESTS];

interface FilterPopoverProps {
  readonly properties: readonly Property[];
  readonly filters: Filters;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Adds one filter at a time; those that are on stand below the bar. */
export function FilterPopover({ properties, filters, isOpen, onOpenChange }: FilterPopoverProps) {
  const { t } = useApp();
  // whoever comes back to the members does not find it open
  useEffect(() => () => onOpenChange(false), [onOpenChange]);
  const add = (filter: Filter) => {
    filters.add(filter);
    onOpenChange(false);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Trigger ref={filters.trigger} className="button quiet small">
        {t.filters.add}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="select-positioner" sideOffset={4} align="end">
          <Popover.Popup className="select-popup filter-popover">
            <Popover.Title className="filter-title">{t.filters.title}</Popover.Title>
            {filters.value.length >= MOST_FILTERS ? (
              <p className="quiet">{t.filters.most(MOST_FILTERS)}</p>
            ) : (
              <FilterForm properties={properties} onAdd={add} />
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface FilterFormProps {
  readonly properties: readonly Property[];
  readonly onAdd: (filter: Filter) => void;
}

function FilterForm({ properties, onAdd }: FilterFormProps) {
  const { t } = useApp();
  const [property, setProperty] = useState(() => properties[0]?.name ?? '');
  const [test, setTest] = useState<FilterTest>('is');
  const [text, setText] = useState('');
  const filter = filterOf(property, test, text.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (filter !== null) onAdd(filter);
  };
  return (
    <form className="filter-form" onSubmit={submit}>
      <Select
        label={t.filters.column}
        isLabelShown
        value={property}
        onChange={setProperty}
        options={properties.map(({ name }) => ({ value: name, label: propertyName(name, t) }))}
      />
      <Select
        label={t.filters.test}
        isLabelShown
        value={test}
        onChange={setTest}
        options={TESTS.map((each) => ({ value: each, label: t.filters.tests[each] }))}
      />
      {isValueTest(test) && (
        <input
          className="search-field"
          dir="auto"
          aria-label={t.filters.value}
          placeholder={t.filters.value}
          maxLength={LONGEST_VALUE}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <p className="filter-hint quiet">{t.filters.hints[test]}</p>
      <Button look="primary" type="submit" disabled={filter === null}>
        {t.filters.apply}
      </Button>
    </form>
  );
}

/** null while there is no value to compare with. */
function filterOf(property: string, test: FilterTest, value: string): Filter | null {
  if (!isValueTest(test)) return { property, test };
  return value === '' ? null : { property, test, value };
}

function isValueTest(test: FilterTest): test is (typeof VALUE_TESTS)[number] {
  return VALUE_TESTS.some((each) => each === test);
}
