import { useApp } from '../../state/app-context.tsx';
import type { Route } from '../../state/route.ts';
import { AccessSection } from './AccessSection.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { BackupSection } from './BackupSection.tsx';
import { DataSection } from './DataSection.tsx';
import { NotificationSection } from './NotificationSection.tsx';
import { ReceivingSection } from './ReceivingSection.tsx';
import { RemoveSection } from './RemoveSection.tsx';
import { SECTIONS, SectionLinks, type SectionName } from './Section.tsx';
import { SetAsideNotice } from './SetAsideNotice.tsx';
import { ShellSection } from './ShellSection.tsx';
import './settings.css';

interface SettingsScreenProps {
  readonly go: (route: Route) => void;
}

export function SettingsScreen({ go }: SettingsScreenProps) {
  const { t, snapshot } = useApp();
  const { switches, notifications } = snapshot.shell;
  const hasSwitches = Object.keys(switches).length > 0;
  const isThere = (name: SectionName): boolean => {
    if (name === 'shell') return hasSwitches;
    return name !== 'notifications' || notifications !== null;
  };
  return (
    <div className="screen settings">
      <header>
        <h1>{t.settings.title}</h1>
      </header>
      <div className="settings-sections">
        <SetAsideNotice />
        <AppearanceSection />
        {hasSwitches && <ShellSection />}
        {notifications !== null && <NotificationSection chosen={notifications} />}
        <ReceivingSection />
        <AccessSection />
        <DataSection />
        <BackupSection />
        <RemoveSection onAllGone={() => go({ at: 'home' })} />
      </div>
      <SectionLinks names={SECTIONS.filter(isThere)} />
    </div>
  );
}
