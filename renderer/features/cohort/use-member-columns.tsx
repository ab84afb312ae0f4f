import { useMemo } from 'react';
import type { Member, Property } from '../../../shared/api/model.ts';
import type { Column } from '../../components/data-table/columns.ts';
import { type App, useApp } from '../../state/app-context.tsx';
import { CellText } from '../../state/CellText.tsx';
import { asDay, type CellValue, MISSING, readCells } from '../../state/cells.ts';
import { TimeText } from '../../state/TimeText.tsx';

const COMMON = [
  { id: 'last_name', width: 120 },
  { id: 'first_name', width: 120 },
  { id: 'email', width: 240 },
  { id: 'phone_number', width: 150 },
] as const;

/** What Mixpanel itself calls the whole name. */
const FULL_NAME = '$name';

/** Columns that are no properties: a property of that name has another id. */
const OURS: readonly string[] = ['joined', 'left', 'distinct_id'];

/** The columns of members: who they are, since when, and every property the cohort brings. */
export function useMemberColumns(
  properties: readonly Property[],
  isLeft: boolean,
): readonly Column<Member>[] {
  const { t, format } = useApp();
  return useMemo(() => {
    const cells = cellReader();
    const names = t.members.column;
    const days = new Set(properties.filter(isDay).map(({ name }) => name));
    const cellOf = (row: Member, name: string) => {
      const cell = cells(row).get(name) ?? MISSING;
      return days.has(name) ? asDay(cell) : cell;
    };
    const value = (name: string, header: string): Omit<Column<Member>, 'width'> => ({
      id: OURS.includes(name) ? `property ${name}` : name,
      header,
      text: (row) => cellOf(row, name).text,
      number: (row) => {
        const { kind, text } = cellOf(row, name);
        return kind === 'number' ? text : null;
      },
      render: (row) => {
        const cell = cellOf(row, name);
        // most cells: no element of their own
        return cell.kind === 'text' && cell.text !== '' ? cell.text : <CellText value={cell} />;
      },
    });
    const sent = new Set(properties.map(({ name }) => name));
    const orders = new Map([
      // whoever has a full name alone is sorted by it
      [sent.has(FULL_NAME) && !sent.has('last_name') ? FULL_NAME : 'last_name', 'name'],
      ['email', 'email'],
    ]);
    const ordered = (id: string) => {
      const order = orders.get(id);
      return order === undefined ? {} : { order };
    };
    const common = [
      ...(sent.has(FULL_NAME) ? [{ ...value(FULL_NAME, names.full_name), width: 160 }] : []),
      ...COMMON.map(({ id, width }) => ({ ...value(id, names[id]), width })),
    ].map((column) => ({ ...column, ...ordered(column.id) }));
    const known = new Set<string>([
      ...COMMON.map(({ id }) => id),
      FULL_NAME,
      'mixpanel_distinct_id',
    ]);
    const others = properties
      .filter(({ name }) => !known.has(name))
      .map((property) => ({
        ...value(property.name, property.name),
        width: isNumeric(property) ? 110 : 150,
        isNumeric: isNumeric(property),
      }));
    return [
      ...common,
      joined(names.joined, t, format),
      ...(isLeft ? [time('left', names.left, ({ leftAtMs }) => leftAtMs, format)] : []),
      ...others,
      {
        id: 'distinct_id',
        header: names.distinct_id,
        width: 220,
        order: 'distinct_id',
        text: ({ distinctId }) => distinctId,
      },
    ];
  }, [properties, isLeft, t, format]);
}

function time(
  id: string,
  header: string,
  of: (row: Member) => number | null,
  format: App['format'],
): Column<Member> {
  return {
    id,
    header,
    width: 130,
    ...(id === 'joined' ? { order: id } : {}),
    text: (row) => isoOf(of(row)),
    render: (row) => {
      const timeMs = of(row);
      return timeMs === null ? null : <TimeText timeMs={timeMs} text={format.moment(timeMs)} />;
    },
  };
}

/** When they joined or, where nobody knows, by when they were in. */
function joined(header: string, t: App['t'], format: App['format']): Column<Member> {
  const at = ({ joinedAtMs, inSinceBeforeMs }: Member): number =>
    joinedAtMs ?? inSinceBeforeMs ?? 0;
  return {
    ...time('joined', header, at, format),
    text: (row) =>
      row.joinedAtMs === null ? t.members.before(isoOf(at(row))) : isoOf(row.joinedAtMs),
    render: (row) => {
      const text = format.moment(at(row));
      return (
        <TimeText timeMs={at(row)} text={row.joinedAtMs === null ? t.members.before(text) : text} />
      );
    },
  };
}

function isoOf(timeMs: number | null): string {
  return timeMs === null ? '' : new Date(timeMs).toISOString();
}

function isNumeric({ types }: Property): boolean {
  return types.includes('number') && types.every((type) => type === 'number' || type === 'null');
}

function isDay({ types }: Property): boolean {
  return types.includes('day');
}

/** Each row's JSON is read once, however many columns it has. */
function cellReader(): (row: Member) => ReadonlyMap<string, CellValue> {
  const read = new WeakMap<Member, ReadonlyMap<string, CellValue>>();
  return (row) => {
    const known = read.get(row) ?? readCells(row.properties);
    read.set(row, known);
    return known;
  };
}
