import type { MenuItemConstructorOptions, Shell } from 'electron';
import { type Language, messages } from '../../shared/messages/messages.ts';
import { openExternalLink } from './external-links.ts';
import type { Place } from './page-url.ts';

const MIXPANEL_HELP_URL = 'https://docs.mixpanel.com/docs/cohort-sync/webhooks';

export interface MenuActions {
  copyHookUrl(): void;
  show(place: Place): void;
  quit(): void;
}

/** The application menu, as each platform has it. */
export function applicationMenu(
  language: Language,
  platform: NodeJS.Platform,
  actions: MenuActions,
  shell: Pick<Shell, 'openExternal'>,
): MenuItemConstructorOptions[] {
  const { appName, desktop } = messages(language);
  const { menu: say, tray } = desktop;
  const isMac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const settings: MenuItemConstructorOptions = {
    label: tray.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.show({ screen: 'settings' }),
  };
  const copyUrl: MenuItemConstructorOptions = {
    label: tray.copyUrl,
    accelerator: 'CmdOrCtrl+Shift+C',
    click: () => actions.copyHookUrl(),
  };
  // Not the role: on Linux it has no accelerator.
  const quit: MenuItemConstructorOptions = {
    label: say.quit,
    accelerator: 'CmdOrCtrl+Q',
    click: () => actions.quit(),
  };
  const macMenus: MenuItemConstructorOptions[] = [
    {
      label: appName,
      submenu: [
        { role: 'about', label: say.about },
        separator,
        settings,
        separator,
        { role: 'services', label: say.services },
        separator,
        { role: 'hide', label: say.hide },
        { role: 'hideOthers', label: say.hideOthers },
        { role: 'unhide', label: say.showAll },
        separator,
        { role: 'quit', label: say.quit },
      ],
    },
  ];
  return [
    ...(isMac ? macMenus : []),
    {
      label: say.file,
      submenu: [
        copyUrl,
        ...(isMac ? [] : [settings]),
        separator,
        { role: 'close', label: say.close, accelerator: 'CmdOrCtrl+W' },
        ...(isMac ? [] : [quit]),
      ],
    },
    {
      label: say.edit,
      submenu: [
        { role: 'undo', label: say.undo },
        { role: 'redo', label: say.redo },
        separator,
        { role: 'cut', label: say.cut },
        { role: 'copy', label: say.copy },
        { role: 'paste', label: say.paste },
        { role: 'selectAll', label: say.selectAll },
      ],
    },
    {
      label: say.view,
      submenu: [
        { role: 'resetZoom', label: say.actualSize },
        { role: 'zoomIn', label: say.zoomIn },
        { role: 'zoomOut', label: say.zoomOut },
        separator,
        { role: 'togglefullscreen', label: say.fullScreen },
      ],
    },
    {
      // The role makes it the menu in which macOS lists the windows.
      role: 'window',
      label: say.window,
      submenu: [
        { role: 'minimize', label: say.minimize },
        { role: 'zoom', label: say.zoom },
        ...(isMac ? [separator, { role: 'front' as const, label: say.bringToFront }] : []),
      ],
    },
    {
      role: 'help',
      label: say.help,
      submenu: [
        {
          label: say.mixpanelHelp,
          click: () => void openExternalLink(shell, MIXPANEL_HELP_URL),
        },
        ...(isMac ? [] : [{ role: 'about' as const, label: say.about }]),
      ],
    },
  ];
}
