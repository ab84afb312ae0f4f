import { Popover } from '@base-ui/react/popover';
import { type FormEvent, useEffect, useState } from 'react';
import {
  type Filter,
  type FilterTest,
  JOINED_TESTS,
  LONGEST_VALUE,
  MOST_FILTERS,
  PRESENCE_TESTS,
  START_TEST,
  VALUE_TESTS,
} from '../../../shared/api/filter.ts';
import type { Property } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { Select } from '../../components/Select.tsx';
import { useApp } from '../../state/app-context.tsx';
import { propertyName } from '../../state/property-name.ts';
import type { Filters } from './use-filters.ts';
import './filters.css';

const PROPERTY_TESTS = [...VALUE_TESTS, ...PRESENCE_TESTS] as const;
const JOINING_TESTS = [...JOINED_TESTS, START_TEST] as const;

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

/** When they joined is no property: its name among the columns is one that no property's has. */
const JOINED = 'joined';
const PROPERTY = 'property ';

function FilterForm({ properties, onAdd }: FilterFormProps) {
  const { t } = useApp();
  const [picked, setColumn] = useState<string | null>(null);
  const first = properties[0];
  // they may be here later than the form
  const column = picked ?? (first === undefined ? JOINED : PROPERTY + first.name);
  const [chosen, setTest] = useState<FilterTest>('is');
  const [text, setText] = useState('');
  const tests = column === JOINED ? JOINING_TESTS : PROPERTY_TESTS;
  const test = tests.find((each) => each === chosen) ?? tests[0];
  const filter = filterOf(column.slice(PROPERTY.length), test, text.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (filter !== null) onAdd(filter);
  };
  const choose = (next: string) => {
    // A day is no value of a property, nor the reverse.
    if ((next === JOINED) !== (column === JOINED)) setText('');
    setColumn(next);
  };
  const isDay = isJoinedTest(test);
  return (
    <form className="filter-form" onSubmit={submit}>
      <Select
        label={t.filters.column}
        isLabelShown
        value={column}
        onChange={choose}
        options={[
          ...properties.map(({ name }) => ({
            value: PROPERTY + name,
            label: propertyName(name, t),
          })),
          { value: JOINED, label: t.members.column.joined },
        ]}
      />
      <Select
        label={t.filters.test}
        isLabelShown
        value={test}
        onChange={setTest}
        options={tests.map((each) => ({ value: each, label: t.filters.tests[each] }))}
      />
      {(isDay || isValueTest(test)) && (
        <input
          className="search-field"
          type={isDay ? 'date' : 'text'}
          dir="auto"
          aria-label={isDay ? t.filters.day : t.filters.value}
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

/** null while there is nothing to compare with. */
function filterOf(property: string, test: FilterTest, text: string): Filter | null {
  if (test === START_TEST) return { test };
  if (isJoinedTest(test)) {
    const atMs = edgeOfDay(text, test);
    return Number.isNaN(atMs) ? null : { test, atMs };
  }
  if (!isValueTest(test)) return { property, test };
  return text === '' ? null : { property, test, value: text };
}

/** The first or the last millisecond of a day here; NaN while it is no day. */
function edgeOfDay(day: string, test: JoinedTest): number {
  const edge = new Date(`${day}T00:00`);
  if (test === 'joinedFrom') return edge.getTime();
  // A day need not have 24 hours.
  return edge.setDate(edge.getDate() + 1) - 1;
}

type JoinedTest = (typeof JOINED_TESTS)[number];

function isJoinedTest(test: FilterTest): test is JoinedTest {
  return JOINED_TESTS.some((each) => each === test);
}

function isValueTest(test: FilterTest): test is (typeof VALUE_TESTS)[number] {
  return VALUE_TESTS.some((each) => each === test);
}
