import { Popover } from '@base-ui/react/popover';
import { useState } from 'react';
import type { Member } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { type Column, moved, NARROWEST } from '../../components/data-table/columns.ts';
import { useApp } from '../../state/app-context.tsx';
import { ColumnRow } from './ColumnRow.tsx';
import type { Layout } from './use-layout.ts';

interface ColumnChooserProps {
  /** All columns in their order, hidden ones too. */
  readonly columns: readonly Column<Member>[];
  readonly layout: Layout;
}

/** Which columns are shown, in which order and how wide, by mouse and by keys. */
export function ColumnChooser({ columns, layout }: ColumnChooserProps) {
  const { t } = useApp();
  const [said, setSaid] = useState('');
  const ids = columns.map(({ id }) => id);
  const move = (at: number, by: number) => {
    const id = ids[at];
    const target = ids[at + by];
    if (id === undefined || target === undefined) return;
    layout.reorder(moved(ids, id, target));
    setSaid(t.members.place(columns[at]?.header ?? id, at + by + 1, ids.length));
  };
  const resize = ({ id, header, width }: Column<Member>, by: number) => {
    const next = Math.max(NARROWEST, Math.round(width) + by);
    layout.resize(id, next);
    setSaid(t.members.width(header, next));
  };
  return (
    <Popover.Root onOpenChange={() => setSaid('')}>
      <Popover.Trigger className="button quiet small">{t.members.columns}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="select-positioner" sideOffset={4} align="end">
          <Popover.Popup className="select-popup chooser">
            <Popover.Title className="visually-hidden">{t.members.columnsHint}</Popover.Title>
            <ul>
              {columns.map((column, at) => {
                const isShown = !layout.value.hidden.includes(column.id);
                return (
                  <ColumnRow
                    key={column.id}
                    name={column.header}
                    isShown={isShown}
                    isFirst={at === 0}
                    isLast={at === ids.length - 1}
                    isNarrowest={column.width <= NARROWEST}
                    onToggle={() =>
                      isShown ? layout.hide(column.id, column.header) : layout.show(column.id)
                    }
                    onMove={(by) => move(at, by)}
                    onResize={(by) => resize(column, by)}
                  />
                );
              })}
            </ul>
            <Button look="quiet" size="small" onClick={layout.reset}>
              {t.members.resetColumns}
            </Button>
            <p role="status" className="visually-hidden">
              {said}
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
