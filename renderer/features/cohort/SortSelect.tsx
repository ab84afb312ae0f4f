import { Button } from '../../components/Button.tsx';
import { Select } from '../../components/Select.tsx';
import { useApp } from '../../state/app-context.tsx';
import type { MemberSorting } from './MemberTable.tsx';

const ORDERS = ['joined', 'name', 'email', 'distinct_id'] as const;

interface SortSelectProps {
  readonly value: MemberSorting;
  readonly onChange: (sorting: MemberSorting) => void;
}

export function SortSelect({ value, onChange }: SortSelectProps) {
  const { t } = useApp();
  const direction = value.isDescending ? t.members.descending : t.members.ascending;
  return (
    <>
      <Select
        label={t.members.sortBy}
        isLabelShown
        value={value.order}
        onChange={(order) => onChange({ order, isDescending: order === 'joined' })}
        options={ORDERS.map((order) => ({ value: order, label: t.members.orders[order] }))}
      />
      <Button
        look="quiet"
        size="small"
        title={direction}
        aria-label={direction}
        onClick={() => onChange({ ...value, isDescending: !value.isDescending })}
      >
        {value.isDescending ? '↓' : '↑'}
      </Button>
    </>
  );
}
