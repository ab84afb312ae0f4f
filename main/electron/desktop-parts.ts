/** What the desktop shell is made of: Electron's pieces as far as they are used, and the core behind them. */
import type { App, Clipboard, Dialog, Protocol, Shell } from 'electron';
import type { Snapshot } from '../../shared/api/contract.ts';
import type { Transport } from '../../shared/api/transport.ts';
import type { Desk } from '../api/desk.ts';
import type { Logger } from '../log.ts';
import type { SecretBox } from '../settings/secret-box.ts';
import type { CloseHintParts } from './close-hint.ts';
import type { IpcTransportParts } from './ipc-transport.ts';
import type { KeepAwakeParts } from './keep-awake.ts';
import type { KeychainParts } from './keychain.ts';
import type { LifeCycleParts } from './life-cycle.ts';
import type { LoginItemParts } from './login-item.ts';
import type { NotificationClass } from './notifications.ts';
import type { OpenDialogParts } from './open-dialog.ts';
import type { WindowParts } from './parts.ts';
import type { SaveDialogParts } from './save-dialog.ts';
import type { MenuClass, TrayKeeperParts } from './tray.ts';
import type { OpenUpdater, UpdatesParts } from './updates.ts';
import type { WindowKeeperParts } from './window.ts';

/** The core, as far as a shell drives it. */
export interface DesktopCore {
  readonly api: Transport;
  /** The computer woke up. */
  wake(): void;
  close(): Promise<void>;
}

/** What the core needs of the shell. */
export interface DesktopPorts {
  readonly secrets: SecretBox;
  /** The language. */
  readonly locale: string;
  /** The region. */
  readonly formatLocale: string;
  readonly desk: Desk;
}

export interface DesktopParts<M, W extends WindowParts> {
  readonly electron: {
    readonly app: LoginItemParts['app'] &
      LifeCycleParts['app'] &
      Pick<
        App,
        | 'getLocale'
        | 'getSystemLocale'
        | 'requestSingleInstanceLock'
        | 'setAppUserModelId'
        | 'whenReady'
      > & {
        getPath(name: 'downloads'): string;
        setPath(name: 'userData', path: string): void;
      };
    readonly BrowserWindow: WindowKeeperParts<W>['BrowserWindow'];
    readonly Menu: MenuClass<M> & { setApplicationMenu(menu: M): void };
    readonly Notification: NotificationClass;
    readonly Tray: TrayKeeperParts<M>['Tray'];
    readonly clipboard: Pick<Clipboard, 'writeText'>;
    readonly dialog: SaveDialogParts<W>['dialog'] &
      OpenDialogParts<W>['dialog'] &
      CloseHintParts['dialog'] &
      Pick<Dialog, 'showErrorBox'>;
    readonly ipcMain: IpcTransportParts['ipcMain'];
    readonly nativeTheme: TrayKeeperParts<M>['nativeTheme'] &
      WindowKeeperParts<W>['nativeTheme'] & { themeSource: Snapshot['settings']['theme'] };
    readonly powerMonitor: LifeCycleParts['powerMonitor'];
    readonly powerSaveBlocker: KeepAwakeParts['powerSaveBlocker'];
    readonly protocol: Pick<Protocol, 'handle'>;
    readonly safeStorage: KeychainParts['safeStorage'];
    readonly screen: WindowKeeperParts<W>['screen'];
    readonly shell: Pick<Shell, 'openExternal' | 'showItemInFolder'>;
  };
  readonly platform: NodeJS.Platform;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  readonly preloadPath: string;
  readonly rendererDir: string;
  readonly iconsDir: string;
  readonly log: Logger;
  readonly now: () => number;
  /** Whether the desktop shows tray icons. */
  readonly hasTray: () => Promise<boolean>;
  readonly every: UpdatesParts['every'];
  /** null where this installation is not updated. */
  readonly openUpdater: OpenUpdater | null;
  readonly openCore: (ports: DesktopPorts) => Promise<DesktopCore>;
}
