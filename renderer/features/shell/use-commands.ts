import type { Settings } from '../../../shared/api/settings-model.ts';
import { useSay } from '../../components/use-say.ts';
import { useApp } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import { personName } from '../../state/person-name.ts';
import type { Route } from '../../state/route.ts';
import { useAction } from '../../state/use-action.ts';
import { useDebounced } from '../../state/use-debounced.ts';
import { useRequest } from '../../state/use-request.ts';
import { useSample } from '../../state/use-sample.ts';

const PEOPLE_AFTER_MS = 150;
const MOST_PEOPLE = 6;

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly run: () => void;
}

interface CommandsOptions {
  readonly text: string;
  readonly go: (route: Route) => void;
  readonly onShortcuts: () => void;
  readonly onFilter: (() => void) | null;
}

/** Everything that fits the text: cohorts, places, people, deeds. */
export function useCommands({ text, go, onShortcuts, onFilter }: CommandsOptions) {
  const { t, snapshot, api } = useApp();
  const say = useSay();
  const { act } = useAction();
  const sample = useSample();
  const people = usePeople(text.trim());
  const set = (settings: Partial<Settings>) => () =>
    void act(() => api.call('settings.update', settings));
  const address = snapshot.tunnel.publicHookUrl;
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => {
        say(t.common.copied);
        void api.call('hook.noteCopied', { address: text }).catch(() => {});
      },
      () => say(t.common.copyFailed),
    );
  const fixed: readonly Command[] = [
    ...snapshot.cohorts.map((cohort) => ({
      id: `cohort ${cohort.id}`,
      label: cohortName(cohort, t),
      hint: t.cohort.memberCount(cohort.members),
      run: () => go({ at: 'cohort', cohort: cohort.id, tab: 'members' }),
    })),
    place('deliveries', t.nav.deliveries, { at: 'deliveries', number: null }),
    place('connect', t.nav.connect, { at: 'connect' }),
    place('settings', t.nav.settings, { at: 'settings' }),
    ...(onFilter === null ? [] : [deed('filter', t.palette.filter, onFilter)]),
    ...(address === null ? [] : [deed('copy', t.palette.copyHook, () => copy(address))]),
    sample.isHere
      ? deed('sample', t.palette.removeSample, sample.remove)
      : deed('sample', t.palette.trySample, sample.start),
    deed('light', t.palette.lightTheme, set({ theme: 'light' })),
    deed('dark', t.palette.darkTheme, set({ theme: 'dark' })),
    deed('en', t.palette.inEnglish, set({ language: 'en' })),
    deed('ja', t.palette.inJapanese, set({ language: 'ja' })),
    deed('shortcuts', t.palette.shortcuts, onShortcuts),
  ];
  const wanted = text.trim().toLocaleLowerCase();
  const commands: readonly Command[] = [
    ...fixed.filter(({ label }) => label.toLocaleLowerCase().includes(wanted)),
    ...people.found.map((person) => ({
      id: `person ${person.projectId} ${person.distinctId}`,
      label: personName(person) || person.email || person.distinctId,
      hint: t.palette.inCohorts(person.cohorts.length),
      run: () =>
        go({
          at: 'person',
          cohort: person.cohorts.at(0) ?? null,
          projectId: person.projectId,
          distinctId: person.distinctId,
        }),
    })),
  ];
  /** What to say where nothing fits. */
  const none = people.isLooking ? t.common.loading : t.palette.none;
  return { commands, none: people.error === null ? none : t.common.failed };

  function place(id: string, label: string, route: Route): Command {
    return { id, label, hint: t.palette.go, run: () => go(route) };
  }

  function deed(id: string, label: string, run: () => void): Command {
    return { id, label, hint: t.palette.doing, run };
  }
}

function usePeople(search: string) {
  const { api } = useApp();
  const settled = useDebounced(search, PEOPLE_AFTER_MS);
  const { value, isLoading, error } = useRequest(`people ${settled}`, async () =>
    settled === '' ? [] : await api.call('people.find', { search: settled }),
  );
  // Enter must not open somebody whom an earlier text found.
  const isOfText = settled === search && !isLoading;
  const found = isOfText && error === null ? (value ?? []).slice(0, MOST_PEOPLE) : [];
  return { found, isLooking: !isOfText, error: isOfText ? error : null };
}
