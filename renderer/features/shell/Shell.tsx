import { type ReactNode, useState } from 'react';
import { useOffered } from '../../components/use-say.ts';
import { useApp } from '../../state/app-context.tsx';
import type { Route } from '../../state/route.ts';
import { Announcer } from './Announcer.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { SideBar } from './SideBar.tsx';
import { focusContent, useFocusContent } from './use-focus-content.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useTitle } from './use-title.ts';
import './shell.css';

interface ShellProps {
  readonly route: Route;
  readonly go: (route: Route) => void;
  readonly onExport: (cohort: number) => void;
  readonly onFilter: () => void;
  readonly children: ReactNode;
}

export function Shell({ route, go, onExport, onFilter, children }: ShellProps) {
  const { t, snapshot } = useApp();
  const isThere = route.at === 'cohort' && snapshot.cohorts.some(({ id }) => id === route.cohort);
  useFocusContent(route);
  useTitle(route);
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null);
  useShortcuts({
    undo: useOffered(),
    palette: () => setOpen('palette'),
    shortcuts: () => setOpen('shortcuts'),
    exportCohort: () => {
      if (isThere) onExport(route.cohort);
    },
  });
  const filter = !isThere
    ? null
    : () => {
        go({ ...route, tab: 'members' });
        onFilter();
      };
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={focusContent}>
        {t.common.skip}
      </button>
      <SideBar route={route} go={go} onFind={() => setOpen('palette')} />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <CommandPalette
        isOpen={open === 'palette'}
        onClose={() => setOpen(null)}
        onShortcuts={() => setOpen('shortcuts')}
        onFilter={filter}
        go={go}
      />
      <ShortcutsDialog isOpen={open === 'shortcuts'} onClose={() => setOpen(null)} />
      <Announcer cohort={route.at === 'cohort' ? route.cohort : null} />
    </div>
  );
}
