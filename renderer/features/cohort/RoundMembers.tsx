import { useMemo, useState } from 'react';
import type { Cohort, Round } from '../../../shared/api/model.ts';
import { Button } from '../../components/Button.tsx';
import { arrange } from '../../components/data-table/columns.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { useApp } from '../../state/app-context.tsx';
import type { ExportSubject } from '../../state/export-subject.ts';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { type MemberSorting, MemberTable } from './MemberTable.tsx';
import { useLayout } from './use-layout.ts';
import { useMemberColumns } from './use-member-columns.tsx';
import { useMemberRows } from './use-member-rows.ts';
import { useProperties } from './use-properties.ts';

interface RoundMembersProps {
  readonly cohort: Cohort;
  readonly round: Round;
  readonly onOpen: (distinctId: string) => void;
  readonly onExport: (subject: ExportSubject) => void;
}

export function RoundMembers({ cohort, round, onOpen, onExport }: RoundMembersProps) {
  const { t, format } = useApp();
  const [what, setWhat] = useState<'joined' | 'left'>(
    round.joined === 0 && round.left > 0 ? 'left' : 'joined',
  );
  const [sorting, setSorting] = useState<MemberSorting>({ order: 'name', isDescending: false });
  const since = round.firstDelivery - 1;
  const subject = {
    cohort: cohort.id,
    selection: { what, since, at: round.lastDelivery },
    search: '',
    filters: [],
  } as const;
  const { rows, count, error, again } = useMemberRows({ ...subject, ...sorting }, cohort.revision);
  const layout = useLayout(cohort.id);
  const all = useMemberColumns(useProperties(cohort), what === 'left');
  const columns = useMemo(() => arrange(all, layout.value), [all, layout.value]);
  const when = format.moment(round.lastAtMs);
  return (
    <Tabs
      label={t.cohort.rounds}
      value={what}
      onChange={setWhat}
      tabs={[
        { value: 'joined', label: t.rounds.joinedTab(round.joined) },
        { value: 'left', label: t.rounds.leftTab(round.left) },
      ]}
      aside={
        <Button size="small" disabled={count === 0} onClick={() => onExport(subject)}>
          {t.rounds.export}
        </Button>
      }
    >
      {error !== null && <FailureNotice error={error} onAgain={again} />}
      <MemberTable
        cohort={cohort}
        label={what === 'joined' ? t.rounds.joinedTable(when) : t.rounds.leftTable(when)}
        rows={rows}
        count={count ?? round[what]}
        columns={columns}
        layout={layout}
        sorting={sorting}
        onSort={setSorting}
        onOpen={onOpen}
        empty={
          <EmptyState
            title={what === 'joined' ? t.rounds.nobodyJoined : t.rounds.nobodyLeft}
            {...(what === 'joined' &&
              round.inSinceBefore > 0 && { text: t.rounds.firstSync(round.inSinceBefore) })}
          />
        }
      />
    </Tabs>
  );
}
