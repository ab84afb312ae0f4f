import { useEffect } from 'react';
import { messages } from '../../../shared/messages/messages.ts';
import { type App, useApp } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import type { Route } from '../../state/route.ts';
import { useNow } from '../../state/use-now.ts';
import { stateWords } from './state-words.ts';

/** Keeps the document's title: the screen and the state. Browsers keep titles for long, so no person is named. */
export function useTitle(route: Route): void {
  const app = useApp();
  const { word } = stateWords(app, useNow());
  const place = placeName(route, app);
  const { appName } = messages(app.language);
  useEffect(() => {
    document.title = `${place === null ? '' : `${place} · `}${word} – ${appName}`;
  }, [place, word, appName]);
}

function placeName(route: Route, { t, snapshot }: App): string | null {
  switch (route.at) {
    case 'home':
      return null;
    case 'deliveries':
    case 'connect':
    case 'settings':
      return t.nav[route.at];
    case 'person':
      return t.person.title;
    case 'cohort': {
      const cohort = snapshot.cohorts.find(({ id }) => id === route.cohort);
      return cohort === undefined ? t.nav.cohorts : cohortName(cohort, t);
    }
  }
}
