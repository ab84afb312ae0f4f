/** What the desktop shows of Rollcall outside its window, played. */
import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions, NotificationConstructorOptions } from 'electron';

export class TrayDouble extends EventEmitter {
  image: string;
  toolTip = '';
  menu: MenuItemConstructorOptions[] = [];
  menusSet = 0;
  destroyed = false;

  constructor(image: string) {
    super();
    this.image = image;
  }
  setImage(image: unknown): void {
    this.image = String(image);
  }
  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }
  setContextMenu(menu: MenuItemConstructorOptions[]): void {
    this.menu = menu;
    this.menusSet += 1;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

/** A class of trays, and the latest one made. */
export function trayClass(): {
  readonly Tray: new (image: string) => TrayDouble;
  readonly made: TrayDouble[];
} {
  const made: TrayDouble[] = [];
  class Tray extends TrayDouble {
    constructor(image: string) {
      super(image);
      made.push(this);
    }
  }
  return { Tray, made };
}

export class NotificationDouble extends EventEmitter {
  readonly options: NotificationConstructorOptions;
  isShown = false;

  constructor(options: NotificationConstructorOptions) {
    super();
    this.options = options;
  }
  show(): void {
    this.isShown = true;
  }
}

export function notificationClass(isSupported = true): {
  readonly Notification: {
    new (options: NotificationConstructorOptions): NotificationDouble;
    isSupported(): boolean;
  };
  readonly made: NotificationDouble[];
} {
  const made: NotificationDouble[] = [];
  class Notification extends NotificationDouble {
    static isSupported(): boolean {
      return isSupported;
    }
    constructor(options: NotificationConstructorOptions) {
      super(options);
      made.push(this);
    }
  }
  return { Notification, made };
}

export class NativeThemeDouble extends EventEmitter {
  shouldUseDarkColors = false;
  shouldUseDarkColorsForSystemIntegratedUI = false;
  themeSource: 'system' | 'light' | 'dark' = 'system';
}

/** A built menu is its template. */
export class MenuDouble {
  application: MenuItemConstructorOptions[] | null = null;

  buildFromTemplate(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
    return template;
  }
  setApplicationMenu(menu: MenuItemConstructorOptions[]): void {
    this.application = menu;
  }
}
