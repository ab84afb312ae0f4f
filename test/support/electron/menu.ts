/** https://electronjs.org/docs/api/menu and menu-item: what is in them, and what choosing does. */
import { readFileSync } from 'node:fs';
import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { Imitation, notImitated } from './imitation.ts';

export class MenuItem {
  readonly id: string;
  readonly label: string;
  readonly type: NonNullable<MenuItemConstructorOptions['type']>;
  readonly accelerator: string | null;
  readonly submenu?: Menu;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  /** Chosen by the person. "A click handler is called unless there is a role"; a checkbox turns by itself first. */
  readonly click: () => void;

  constructor(options: MenuItemConstructorOptions) {
    const { submenu, role } = options;
    if (options.label === undefined && role === undefined && options.type === undefined) {
      throw new TypeError('Invalid template for MenuItem: it has no label, role or type');
    }
    this.id = options.id ?? '';
    this.label = options.label ?? '';
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = options.accelerator ?? null;
    this.enabled = options.enabled !== false;
    this.visible = options.visible !== false;
    this.checked = options.checked === true;
    if (Array.isArray(submenu)) this.submenu = Menu.buildFromTemplate(submenu);
    this.click = () => {
      if (this.type === 'checkbox') this.checked = !this.checked;
      if (role !== undefined) act(role);
      else if (options.click !== undefined) Reflect.apply(options.click, options, [this]);
    };
  }
}

export class Menu extends Imitation {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  constructor() {
    super('Menu');
  }

  /** An item without a label, a role or a type is refused. */
  static buildFromTemplate(template: (MenuItemConstructorOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) {
      menu.items.push(item instanceof MenuItem ? item : new MenuItem(item));
    }
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found !== null) return found;
    }
    return null;
  }
}

function act(role: string): void {
  if (role === 'quit') app.quit();
  else if (role === 'close') BrowserWindow.getFocusedWindow()?.close();
  else throw notImitated(`the menu role ${role}`);
}

/** https://electronjs.org/docs/api/tray */
export class Tray extends Imitation {
  #isDestroyed = false;

  constructor(image: NativeImage | string) {
    super('Tray');
    this.setImage(image);
  }
  /** An image that can't be read throws. */
  setImage(image: NativeImage | string): void {
    if (typeof image !== 'string') throw notImitated('an image of a tray that is no file');
    readFileSync(image);
  }
  setToolTip(_toolTip: string): void {}
  setContextMenu(_menu: Menu | null): void {}
  destroy(): void {
    this.#isDestroyed = true;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}
