/** Menus and dialogs, played. */
import type {
  MenuItemConstructorOptions,
  MessageBoxOptions,
  OpenDialogOptions,
  SaveDialogOptions,
} from 'electron';
import { WindowDouble } from './electron-double.ts';

/** The item of a menu with this label, at any depth. */
export function itemIn(
  menu: readonly MenuItemConstructorOptions[],
  label: string,
): MenuItemConstructorOptions {
  const found = allItems(menu).find((item) => item.label === label);
  if (found === undefined) throw new Error(`There is no item ${label} in the menu`);
  return found;
}

export function allItems(
  menu: readonly MenuItemConstructorOptions[],
): readonly MenuItemConstructorOptions[] {
  return menu.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? allItems(item.submenu) : []),
  ]);
}

/** Chooses an item as the person does. */
export function choose(menu: readonly MenuItemConstructorOptions[], label: string): void {
  const { click } = itemIn(menu, label);
  if (click === undefined) throw new Error(`The item ${label} does nothing`);
  // What Electron hands to a click, the shell's items leave alone.
  Reflect.apply(click, undefined, []);
}

export class DialogDouble {
  readonly saves: SaveDialogOptions[] = [];
  readonly opens: OpenDialogOptions[] = [];
  readonly owners: unknown[] = [];
  readonly boxes: MessageBoxOptions[] = [];
  readonly errors: string[][] = [];
  filePath = '';
  checkboxChecked = false;

  async showSaveDialog(
    ownerOrOptions: WindowDouble | SaveDialogOptions,
    options?: SaveDialogOptions,
  ): Promise<{ canceled: boolean; filePath: string }> {
    if (ownerOrOptions instanceof WindowDouble) this.owners.push(ownerOrOptions);
    else this.saves.push(ownerOrOptions);
    if (options !== undefined) this.saves.push(options);
    return { canceled: this.filePath === '', filePath: this.filePath };
  }
  async showOpenDialog(
    ownerOrOptions: WindowDouble | OpenDialogOptions,
    options?: OpenDialogOptions,
  ): Promise<{ canceled: boolean; filePaths: string[] }> {
    if (ownerOrOptions instanceof WindowDouble) this.owners.push(ownerOrOptions);
    else this.opens.push(ownerOrOptions);
    if (options !== undefined) this.opens.push(options);
    return {
      canceled: this.filePath === '',
      filePaths: this.filePath === '' ? [] : [this.filePath],
    };
  }
  async showMessageBox(
    options: MessageBoxOptions,
  ): Promise<{ response: number; checkboxChecked: boolean }> {
    this.boxes.push(options);
    return { response: 0, checkboxChecked: this.checkboxChecked };
  }
  showErrorBox(...texts: string[]): void {
    this.errors.push(texts);
  }
}
