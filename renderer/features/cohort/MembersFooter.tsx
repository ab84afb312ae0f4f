import { useApp } from '../../state/app-context.tsx';
import { withCommand } from '../../state/command-key.ts';
import type { MemberSorting } from './MemberTable.tsx';

interface MembersFooterProps {
  /** How many fit search and filters; null when neither is on, or not known yet. */
  readonly found: number | null;
  /** How many there are in all; null when it is not known. */
  readonly all: number | null;
  readonly filters: number;
  readonly hidden: number;
  readonly sorting: MemberSorting;
}

/** What the table shows of the cohort, in a sentence. */
export function MembersFooter({ found, all, filters, hidden, sorting }: MembersFooterProps) {
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
    if (found === null) return all === null ? '' : t.cohort.memberCount(all);
    return all === null ? t.members.footerFoundPast(found) : t.members.footerFound(found, all);
  }
}
