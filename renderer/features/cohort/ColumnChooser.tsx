import { Popover } from '@base-ui/react/popover';
import type { Member } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { type Column, moved } from '../../components/data-table/columns.ts';
import { useApp } from '../../state/app-context.tsx';
import type { Layout } from './use-layout.ts';

interface ColumnChooserProps {
  /** All columns in their order, hidden ones too. */
  readonly columns: readonly Column<Member>[];
  readonly layout: Layout;
}

/** Which columns are shown and in which order, by mouse and by keys. */
export function ColumnChooser({ columns, layout }: ColumnChooserProps) {
  const { t } = useApp();
  const ids = columns.map(({ id }) => id);
  const swap = (at: number, by: number) => {
    const id = ids[at];
    const target = ids[at + by];
    if (id !== undefined && target !== undefined) layout.reorder(moved(ids, id, target));
  };
  return (
    <Popover.Root>
      <Popover.Trigger className="button quiet small">{t.members.columns}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="select-positioner" sideOffset={4} align="end">
          <Popover.Popup className="select-popup chooser">
            <Popover.Title className="visually-hidden">{t.members.columnsHint}</Popover.Title>
            <ul>
              {columns.map(({ id, header }, at) => (
                <li key={id} className="chooser-row">
                  <label>
                    <input
                      type="checkbox"
                      checked={!layout.value.hidden.includes(id)}
                      onChange={() => layout.toggle(id)}
                    />
                    <span dir="auto">{header}</span>
                  </label>
                  <button
                    type="button"
                    aria-label={t.members.moveUp(header)}
                    disabled={at === 0}
                    onClick={() => swap(at, -1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    aria-label={t.members.moveDown(header)}
                    disabled={at === ids.length - 1}
                    onClick={() => swap(at, 1)}
                  >
                    ↓
                  </button>
                </li>
              ))}
            </ul>
            <Button look="quiet" size="small" onClick={layout.reset}>
              {t.members.resetColumns}
            </Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
