import type { Menu, MenuItemConstructorOptions, NativeTheme, Tray } from 'electron';
import type { Snapshot } from '../../shared/api/contract.ts';
import { messages } from '../../shared/messages/messages.ts';
import { trayIconPath } from './tray-icons.ts';
import { type TrayActions, type TrayChoices, trayMenu } from './tray-menu.ts';
import { trayState } from './tray-state.ts';

// What Windows shows of a tooltip.
const MAX_TOOLTIP_LENGTH = 127;

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
  readonly choices: () => Omit<TrayChoices, 'words'>;
  readonly now: () => number;
}

export interface TrayKeeper {
  /** Shows this state; without one, the last one again, e.g. after a choice. */
  update(snapshot?: Snapshot): void;
  destroy(): void;
}

/** Keeps the tray's icon, tooltip and menu true. */
export function createTray<M>(parts: TrayKeeperParts<M>, first: Snapshot): TrayKeeper {
  const { Tray, Menu, nativeTheme, platform, iconsDir, actions, choices, now } = parts;
  let shown = first;
  let shownText = '';

  const look = (): { words: string; iconPath: string } => {
    const { state, words } = trayState(shown, now());
    const isPanelDark = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
    return { words, iconPath: trayIconPath(iconsDir, state, platform, isPanelDark) };
  };

  const tray = new Tray(look().iconPath);
  const update = (): void => {
    const { words, iconPath } = look();
    const template = trayMenu(shown, { words, ...choices() }, actions);
    const text = JSON.stringify([template, iconPath]);
    // A menu that is set anew closes under the person's pointer on some desktops: only if it says something else.
    if (text === shownText) return;
    shownText = text;
    tray.setImage(iconPath);
    tray.setToolTip(`${messages(shown.language).appName}: ${words}`.slice(0, MAX_TOOLTIP_LENGTH));
    // On Linux the whole menu is set again for a change in one item to be seen.
    tray.setContextMenu(Menu.buildFromTemplate(template));
  };

  // On macOS a click opens the menu, as with every menu bar item; elsewhere it opens the window.
  if (platform !== 'darwin') tray.on('click', () => actions.show({ screen: 'last' }));
  nativeTheme.on('updated', update);
  update();
  return {
    update(snapshot = shown) {
      shown = snapshot;
      update();
    },
    destroy: () => tray.destroy(),
  };
}
