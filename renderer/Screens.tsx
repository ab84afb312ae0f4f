import { useEffect, useState } from 'react';
import { CohortScreen } from './features/cohort/CohortScreen.tsx';
import { forgetViews } from './features/cohort/use-view.ts';
import { ConnectScreen } from './features/connect/ConnectScreen.tsx';
import { DeliveriesScreen } from './features/deliveries/DeliveriesScreen.tsx';
import { ExportDialog } from './features/export/ExportDialog.tsx';
import { PersonScreen } from './features/person/PersonScreen.tsx';
import { SettingsScreen } from './features/settings/SettingsScreen.tsx';
import { Shell } from './features/shell/Shell.tsx';
import { WelcomeScreen } from './features/welcome/WelcomeScreen.tsx';
import { useApp } from './state/app-context.tsx';
import { type ExportSubject, subjectFromQuery, wholeCohort } from './state/export-subject.ts';
import type { Route } from './state/route.ts';
import { useRoute } from './state/use-route.ts';
import { forgetStored } from './state/use-stored.ts';

/** The one place that knows every screen. */
export function Screens() {
  const { api, snapshot } = useApp();
  const [asked, go] = useRoute();
  const [subject, setSubject] = useState(() => subjectFromQuery(location.search));
  useEffect(() => api.on('app.go', ({ query }) => setSubject(subjectFromQuery(query))), [api]);
  useForgetGone();
  const [isFiltering, setIsFiltering] = useState(false);
  const route = arrival(asked, snapshot.cohorts.at(0)?.id);
  const exportCohort = (cohort: number) => setSubject(wholeCohort(cohort));
  return (
    <Shell route={route} go={go} onExport={exportCohort} onFilter={() => setIsFiltering(true)}>
      <Screen
        route={route}
        go={go}
        onExport={setSubject}
        isFiltering={isFiltering}
        onFiltering={setIsFiltering}
      />
      {subject !== null && (
        <ExportDialog
          key={JSON.stringify(subject)}
          subject={subject}
          onClose={() => setSubject(null)}
        />
      )}
    </Shell>
  );
}

/** What was kept of a cohort goes when it is deleted, also while no window was open. */
function useForgetGone(): void {
  const { snapshot } = useApp();
  const there = snapshot.cohorts.map(({ id }) => id).join(' ');
  useEffect(() => {
    const isGone = (cohort: number) => !there.split(' ').includes(String(cohort));
    forgetStored(isGone);
    forgetViews(isGone);
  }, [there]);
}

/** Home is the first cohort once there is one. */
function arrival(route: Route, cohort: number | undefined): Route {
  if (route.at !== 'home' || cohort === undefined) return route;
  return { at: 'cohort', cohort, tab: 'members' };
}

interface ScreenProps {
  readonly route: Route;
  readonly go: (route: Route) => void;
  readonly onExport: (subject: ExportSubject) => void;
  /** Whether a filter on the members is being added: by the button there, or from anywhere by the palette. */
  readonly isFiltering: boolean;
  readonly onFiltering: (isFiltering: boolean) => void;
}

function Screen({ route, go, onExport, ...filtering }: ScreenProps) {
  switch (route.at) {
    case 'home':
      return <WelcomeScreen go={go} />;
    case 'connect':
      return <ConnectScreen />;
    case 'settings':
      return <SettingsScreen go={go} />;
    case 'deliveries':
      return <DeliveriesScreen number={route.number} go={go} />;
    case 'cohort':
      return (
        <CohortScreen key={route.cohort} route={route} go={go} onExport={onExport} {...filtering} />
      );
    case 'person':
      return <PersonScreen key={`${route.projectId} ${route.distinctId}`} route={route} go={go} />;
  }
}
