import { type ReactNode, useMemo } from 'react';
import type { Cohort, Member } from '../../../shared/api/model.ts';
import type { DecimalMark } from '../../../shared/api/separators.ts';
import { excelNumber } from '../../../shared/excel-number.ts';
import type { CellRange } from '../../components/data-table/cell-range.ts';
import {
  type CopiedCell,
  copiedTable,
  copyLater,
  fillClipboard,
} from '../../components/data-table/clipboard.ts';
import { type Column, moved } from '../../components/data-table/columns.ts';
import { DataTable } from '../../components/data-table/DataTable.tsx';
import type { RowWindow } from '../../components/data-table/row-window.ts';
import type { TablePlace } from '../../components/data-table/table-place.ts';
import { useSay } from '../../components/use-say.ts';
import { useApp } from '../../state/app-context.tsx';
import type { Layout } from './use-layout.ts';
import type { MemberOrder } from './use-member-rows.ts';

const MOST_COPIED = 10_000;
const NEW_FOR_MS = 5_000;

export interface MemberSorting {
  readonly order: MemberOrder;
  readonly isDescending: boolean;
}

interface MemberTableProps {
  readonly cohort: Cohort;
  readonly label: string;
  readonly rows: RowWindow<Member>;
  readonly count: number;
  /** Whether it is that of what is asked for now. */
  readonly isCounted?: boolean;
  /** All columns in their order, hidden ones too. */
  readonly columns: readonly Column<Member>[];
  readonly layout: Layout;
  readonly sorting: MemberSorting;
  readonly onSort: (sorting: MemberSorting) => void;
  readonly onOpen: (distinctId: string) => void;
  readonly start?: TablePlace;
  readonly onLeave?: (place: TablePlace) => void;
  readonly empty: ReactNode;
}

export function MemberTable(props: MemberTableProps) {
  const { label, rows, count, columns, layout, sorting, onSort } = props;
  const { t, snapshot } = useApp();
  const say = useSay();
  const { decimalMark } = snapshot;
  const { hidden } = layout.value;
  const shown = useMemo(() => columns.filter(({ id }) => !hidden.includes(id)), [columns, hidden]);
  const copy = (range: CellRange, data: DataTransfer) => {
    const first = Math.min(range.row, range.anchorRow);
    const last = Math.max(range.row, range.anchorRow);
    if (last - first >= MOST_COPIED) return say(t.members.tooMany(MOST_COPIED));
    const left = Math.min(range.column, range.anchorColumn);
    const chosen = shown.slice(left, Math.max(range.column, range.anchorColumn) + 1);
    const tableOf = (copied: readonly Member[]) =>
      copiedTable(
        copied.map((row) => chosen.map((column) => copiedCell(column, row, decimalMark))),
      );
    const isWhole = chosen.length === shown.length;
    const sayDone = ({ length }: readonly Member[]) =>
      say(isWhole ? t.members.copied(length) : t.members.copiedCells(length * chosen.length));
    const here = rows.here(first, last);
    if (here !== null) {
      fillClipboard(data, tableOf(here));
      return sayDone(here);
    }
    const later = async () => {
      const copied = await rows.range(first, last);
      await copyLater(tableOf(copied));
      sayDone(copied);
    };
    later().catch(() => say(t.common.copyFailed));
  };
  // a hidden column keeps its neighbours when others are moved
  const ids = columns.map(({ id }) => id);
  return (
    <DataTable
      label={label}
      rowCount={count}
      isCounted={props.isCounted ?? true}
      rows={rows}
      rowKey={keyOf}
      isNew={isNew}
      columns={shown}
      sorting={{
        ...sorting,
        onSort: (order) => onSort(sortedBy(orderOf(order), sorting)),
      }}
      onResize={layout.resize}
      onMove={(id, target) => layout.reorder(moved(ids, id, target))}
      onOpen={(row) => props.onOpen(row.distinctId)}
      onCopy={copy}
      {...(props.start && { start: props.start })}
      {...(props.onLeave && { onLeave: props.onLeave })}
      empty={props.empty}
    />
  );
}

/** A number is copied as one only where a spreadsheet keeps all of its digits. */
function copiedCell(column: Column<Member>, row: Member, decimalMark: DecimalMark): CopiedCell {
  const json = column.number?.(row) ?? null;
  const local = json === null ? null : excelNumber(json, decimalMark);
  const number = json === null || local === null ? null : { json, local };
  return { text: column.text(row), number };
}

function keyOf(row: Member): number {
  return row.id;
}

function isNew({ joinedAtMs }: Member): boolean {
  return joinedAtMs !== null && Date.now() - joinedAtMs < NEW_FOR_MS;
}

function orderOf(order: string): MemberOrder {
  return order === 'distinct_id' || order === 'email' || order === 'name' ? order : 'joined';
}

/** The same column again turns the order round; another begins with what is looked for most. */
function sortedBy(order: MemberOrder, now: MemberSorting): MemberSorting {
  const isDescending = order === now.order ? !now.isDescending : order === 'joined';
  return { order, isDescending };
}
