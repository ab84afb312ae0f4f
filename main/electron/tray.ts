import type { Menu, MenuItemConstructorOptions, NativeTheme, Tray } from 'electron';
import type { Snapshot } from '../../shared/api/contract.ts';
import type { AlarmClock } from '../api/alarm-clock.ts';
import { toolTip } from './tool-tip.ts';
import { trayIconPath } from './tray-icons.ts';
import { type TrayActions, type TrayChoices, trayMenu } from './tray-menu.ts';
import { type TrayState, trayState } from './tray-state.ts';

/** `M` is Menu; a test's double keeps the template instead. */
export interface MenuClass<M = Menu> {
  buildFromTemplate(template: MenuItemConstructorOptions[]): M;
}

export interface TrayIconParts<M> extends Pick<Tray, 'destroy' | 'setImage' | 'setToolTip'> {
  setContextMenu(menu: M): void;
  on(event: 'click', listener: () => void): unknown;
}

export interface TrayKeeperParts<M> {
  readonly Tray: new (iconPath: string) => TrayIconParts<M>;
  readonly Menu: MenuClass<M>;
  readonly nativeTheme: Pick<NativeTheme, 'shouldUseDarkColorsForSystemIntegratedUI'> & {
    on(event: 'updated', listener: () => void): unknown;
  };
  readonly platform: NodeJS.Platform;
  readonly iconsDir: string;
  readonly actions: TrayActions;
  /** What the person chose of the shell itself, now. */
  readonly choices: () => Omit<TrayChoices, 'words' | 'leadsTo'>;
  readonly now: () => number;
  readonly alarm: (ring: () => void) => AlarmClock;
}

export interface TrayKeeper {
  /** Shows this state; without one, the last one again, e.g. after a choice. */
  update(snapshot?: Snapshot): void;
  /** Sets the menu anew: a click turned a tick by itself, whatever came of it. */
  setTicks(): void;
  destroy(): void;
}

/** Keeps the tray's icon, tooltip and menu true. */
export function createTray<M>(parts: TrayKeeperParts<M>, first: Snapshot): TrayKeeper {
  const { Tray, Menu, nativeTheme, platform, iconsDir, actions, choices, now } = parts;
  let shown = first;
  let shownMenu = '';
  let shownToolTip = '';

  const iconPath = (state: TrayState): string =>
    trayIconPath(iconsDir, state, platform, nativeTheme.shouldUseDarkColorsForSystemIntegratedUI);

  const tray = new Tray(iconPath(trayState(first, now()).state));
  const update = (): void => {
    const state = trayState(shown, now());
    const { text, changesAtMs } = toolTip(shown, state, now());
    if (text !== shownToolTip) tray.setToolTip(text);
    shownToolTip = text;
    alarm.set(changesAtMs);
    const template = trayMenu(shown, { ...state, ...choices() }, actions);
    const menu = JSON.stringify([template, iconPath(state.state)]);
    // A menu that is set anew closes under the person's pointer on some desktops: only if it says something else.
    if (menu === shownMenu) return;
    shownMenu = menu;
    tray.setImage(iconPath(state.state));
    // On Linux the whole menu is set again for a change in one item to be seen.
    tray.setContextMenu(Menu.buildFromTemplate(template));
  };
  const alarm = parts.alarm(update);

  // On macOS a click opens the menu, as with every menu bar item; elsewhere it opens the window.
  if (platform !== 'darwin') tray.on('click', () => actions.show({ screen: 'last' }));
  nativeTheme.on('updated', update);
  update();
  return {
    update(snapshot = shown) {
      shown = snapshot;
      update();
    },
    setTicks() {
      shownMenu = '';
      update();
    },
    destroy() {
      alarm.close();
      tray.destroy();
    },
  };
}
