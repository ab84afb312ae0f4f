import { extname, join } from 'node:path';
import type { SaveDialogOptions, SaveDialogReturnValue } from 'electron';
import { type Language, messages } from '../../shared/messages/messages.ts';
import type { Desk } from '../api/desk.ts';

export interface SaveDialogParts<W> {
  readonly dialog: {
    showSaveDialog(window: W, options: SaveDialogOptions): Promise<SaveDialogReturnValue>;
    showSaveDialog(options: SaveDialogOptions): Promise<SaveDialogReturnValue>;
  };
  /** The window the dialog belongs to, if there is one. */
  readonly window: () => W | null;
  readonly language: () => Language;
  /** The folder it opens in. */
  readonly downloadsDir: string;
}

/** Asks where a file shall go; null when the person thought better of it. Files go only where the person chose. */
export function createSaveDialog<W>({
  dialog,
  window,
  language,
  downloadsDir,
}: SaveDialogParts<W>): Desk['chooseFile'] {
  return async (fileName, what) => {
    const { save, backup, policy } = messages(language()).desktop;
    const say = {
      export: { title: save.title, button: save.button, files: save.csv },
      backup: { title: backup.saveTitle, button: backup.saveButton, files: backup.files },
      policy,
    }[what];
    const extension = extname(fileName).slice(1) || 'csv';
    const options: SaveDialogOptions = {
      title: say.title,
      buttonLabel: say.button,
      defaultPath: join(downloadsDir, safeFileName(fileName)),
      filters: [{ name: say.files, extensions: [extension] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    };
    const owner = window();
    const { canceled, filePath } = await (owner === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(owner, options));
    return canceled || filePath === '' ? null : filePath;
  };
}

// What one of the systems takes for a part of the path or refuses in a name.
const UNSAFE_IN_NAMES = /[\\/:*?"<>|\p{Cc}]/gu;

/** A cohort's name may hold anything: it suggests a name, never another folder. */
function safeFileName(name: string): string {
  return name.replace(UNSAFE_IN_NAMES, '-').replace(/^\.+/, '');
}
