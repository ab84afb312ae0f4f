import type { MenuItemConstructorOptions } from 'electron';
import type { Snapshot } from '../../shared/api/contract.ts';
import { messages } from '../../shared/messages/messages.ts';
import type { LeadsTo } from '../../shared/overall-state.ts';
import { menuName, menuText } from './menu-text.ts';
import type { Place } from './page-url.ts';

const COHORTS_SHOWN = 5;
const MINUS = '\u2212';

export interface TrayActions {
  copyHookUrl(): void;
  setPaused(isPaused: boolean): void;
  show(place: Place): void;
  setKeepRunning(isKept: boolean): void;
  setOpenAtLogin(isOpened: boolean): void;
  quit(): void;
  /** Goes on running after all. */
  stay(): void;
}

/** What the tray's menu shows beside the snapshot. */
export interface TrayChoices {
  readonly words: string;
  readonly leadsTo: LeadsTo | null;
  readonly keepRunning: boolean;
  /** null where the system has no such thing. */
  readonly openAtLogin: boolean | null;
  /** The version that comes with the next start; null: this one again. */
  readonly updateWaiting: string | null;
  /** The person quit already, once a sync is done. */
  readonly isQuitWaiting: boolean;
}

/** The tray's menu: useful without ever opening the window. */
export function trayMenu(
  snapshot: Snapshot,
  { words, leadsTo, keepRunning, openAtLogin, updateWaiting, isQuitWaiting }: TrayChoices,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const { tray: say, quitting } = messages(snapshot.language).desktop;
  const { paused } = snapshot.settings;
  const login: MenuItemConstructorOptions[] =
    openAtLogin === null
      ? []
      : [
          {
            label: say.openAtLogin,
            type: 'checkbox',
            checked: openAtLogin,
            click: () => actions.setOpenAtLogin(!openAtLogin),
          },
        ];
  const update: MenuItemConstructorOptions[] =
    updateWaiting === null ? [] : [{ label: say.updateWaiting(updateWaiting), enabled: false }];
  const quitWaiting: MenuItemConstructorOptions[] = isQuitWaiting
    ? [{ label: quitting.wait, type: 'checkbox', checked: true, click: () => actions.stay() }]
    : [];
  return [
    leadsTo === null
      ? { label: menuText(words), enabled: false }
      : { label: menuText(words), click: () => actions.show(leadsTo) },
    { type: 'separator' },
    snapshot.tunnel.publicHookUrl === null
      ? { label: say.connect, click: () => actions.show({ screen: 'connect' }) }
      : { label: say.copyUrl, click: () => actions.copyHookUrl() },
    { label: paused ? say.resume : say.pause, click: () => actions.setPaused(!paused) },
    { type: 'separator' },
    ...cohortItems(snapshot, actions),
    { type: 'separator' },
    { label: say.open, click: () => actions.show({ screen: 'last' }) },
    { label: say.settings, click: () => actions.show({ screen: 'settings' }) },
    {
      label: say.keepRunning,
      type: 'checkbox',
      checked: keepRunning,
      click: () => actions.setKeepRunning(!keepRunning),
    },
    ...login,
    { type: 'separator' },
    ...update,
    ...quitWaiting,
    { label: say.quit, click: () => actions.quit() },
  ];
}

/** The cohorts heard from last, newest first. */
function cohortItems(snapshot: Snapshot, actions: TrayActions): MenuItemConstructorOptions[] {
  const { tray: say } = messages(snapshot.language).desktop;
  const latest = [...snapshot.cohorts]
    .sort((a, b) => (b.lastSyncAtMs ?? 0) - (a.lastSyncAtMs ?? 0))
    .slice(0, COHORTS_SHOWN);
  if (latest.length === 0) return [{ label: say.noCohorts, enabled: false }];
  const numbers = new Intl.NumberFormat(snapshot.language);
  return latest.map(({ id, name, cohortId, members, joined, left }) => {
    const change = [
      joined > 0 ? `+${numbers.format(joined)}` : '',
      left > 0 ? `${MINUS}${numbers.format(left)}` : '',
    ];
    return {
      id: `cohort-${id}`,
      label: say.cohort({
        name: menuName(name ?? cohortId),
        size: numbers.format(members),
        change: change.filter(Boolean).join(' '),
      }),
      submenu: [
        { label: say.openCohort, click: () => actions.show({ screen: 'cohort', cohort: id }) },
        { label: say.exportCohort, click: () => actions.show({ screen: 'export', cohort: id }) },
      ],
    };
  });
}
