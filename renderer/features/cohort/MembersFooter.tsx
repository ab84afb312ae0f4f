import { useApp } from '../../state/app-context.tsx';
import { withCommand } from '../../state/command-key.ts';
import type { MemberSorting } from './MemberTable.tsx';

interface MembersFooterProps {
  /** How many the table shows; null while that is being asked. */
  readonly counted: number | null;
  /** Whether search or filters are on. */
  readonly isPart: boolean;
  /** How many there are in all; null when it is not known. */
  readonly all: number | null;
  readonly filters: number;
  readonly hidden: number;
  readonly sorting: MemberSorting;
}

/** What the table shows of the cohort, in a sentence. */
export function MembersFooter(props: MembersFooterProps) {
  const { counted, isPart, all, filters, hidden, sorting } = props;
  const { t } = useApp();
  const parts = [
    sizeOf(),
    filters > 0 && t.filters.on(filters),
    hidden > 0 && t.members.footerHidden(hidden),
    t.members.sorted(t.members.orders[sorting.order]),
  ];
  return (
    <footer className="table-foot">
      <span role="status">{parts.filter(Boolean).join(' · ')}</span>
      <span className="table-keys">{t.members.footerKeys(withCommand('C'))}</span>
    </footer>
  );

  function sizeOf(): string {
    if (!isPart && all !== null) return t.cohort.memberCount(all);
    if (counted === null) return all === null ? '…' : t.members.footerAwaited(all);
    if (!isPart) return t.cohort.memberCount(counted);
    return all === null ? t.members.footerFoundPast(counted) : t.members.footerFound(counted, all);
  }
}
