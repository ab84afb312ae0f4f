import type { Cohort, Moment } from '../../../shared/api/model.ts';
import { Select } from '../../components/Select.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useSyncs } from './use-syncs.ts';

const MOST_SYNCS = 100;

interface AsOfSelectProps {
  readonly cohort: Cohort;
  readonly value: Moment;
  readonly onChange: (moment: Moment) => void;
}

/** Members now, or after any past sync. */
export function AsOfSelect({ cohort, value, onChange }: AsOfSelectProps) {
  const { t, format } = useApp();
  const syncs = useSyncs(cohort).value ?? [];
  const options = syncs
    .filter(({ state }) => state !== 'receiving')
    .slice(0, MOST_SYNCS)
    .map((sync) => ({
      value: String(sync.lastDelivery),
      label: t.members.past(format.moment(sync.lastAtMs), t.syncs.actions[sync.action]),
    }));
  return (
    <Select
      label={t.members.asOf}
      isLabelShown
      value={String(value)}
      onChange={(text) => onChange(text === 'now' ? 'now' : Number(text))}
      options={[{ value: 'now', label: t.members.now }, ...options]}
    />
  );
}
