import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { useApp } from '../../state/app-context.tsx';
import type { ExportSubject } from '../../state/export-subject.ts';
import type { CohortTab, Route } from '../../state/route.ts';
import { CohortHeader } from './CohortHeader.tsx';
import { CohortNotices } from './CohortNotices.tsx';
import { MembersTab } from './MembersTab.tsx';
import { RoundsTab } from './RoundsTab.tsx';
import { SameCohortNotices } from './SameCohortNotices.tsx';
import { SyncsTab } from './SyncsTab.tsx';
import { useRounds } from './use-rounds.ts';
import { useView } from './use-view.ts';
import './cohort.css';

interface CohortScreenProps {
  readonly route: Extract<Route, { at: 'cohort' }>;
  readonly go: (route: Route) => void;
  readonly onExport: (subject: ExportSubject) => void;
  readonly isFiltering: boolean;
  readonly onFiltering: (isFiltering: boolean) => void;
}

export function CohortScreen({ route, go, onExport, ...filtering }: CohortScreenProps) {
  const { t, snapshot } = useApp();
  const cohort = snapshot.cohorts.find(({ id }) => id === route.cohort);
  const { view } = useView(route.cohort);
  const rounds = useRounds(route.cohort, cohort?.revision ?? 0);
  if (cohort === undefined) {
    const action = <Button onClick={() => go({ at: 'home' })}>{t.person.back}</Button>;
    return (
      <div className="screen">
        <EmptyState title={t.cohort.gone} text={t.cohort.goneText} action={action} />
      </div>
    );
  }
  const show = (tab: CohortTab) => go({ at: 'cohort', cohort: cohort.id, tab });
  const open = (distinctId: string) =>
    go({ at: 'person', cohort: cohort.id, projectId: cohort.projectId, distinctId });
  return (
    <div className="cohort">
      <CohortHeader
        cohort={cohort}
        rounds={rounds.value ?? []}
        isPast={route.tab === 'members' && view.at !== 'now'}
        onExport={onExport}
      />
      <CohortNotices cohort={cohort} onRounds={() => show('rounds')} go={go} />
      <SameCohortNotices
        cohort={cohort}
        onMerged={(into) => go({ at: 'cohort', cohort: into, tab: 'members' })}
      />
      <Tabs
        label={t.cohort.tabs}
        value={route.tab}
        onChange={show}
        tabs={[
          { value: 'members', label: t.cohort.members },
          { value: 'rounds', label: t.cohort.rounds },
          { value: 'syncs', label: t.cohort.syncs },
        ]}
      >
        {route.tab === 'members' && (
          <MembersTab cohort={cohort} onOpen={open} onExport={onExport} {...filtering} />
        )}
        {route.tab === 'rounds' && (
          <RoundsTab cohort={cohort} rounds={rounds} onOpen={open} onExport={onExport} />
        )}
        {route.tab === 'syncs' && <SyncsTab cohort={cohort} />}
      </Tabs>
    </div>
  );
}
