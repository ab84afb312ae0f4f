import type { OpenDialogOptions, OpenDialogReturnValue } from 'electron';
import { type Language, messages } from '../../shared/messages/messages.ts';
import { BACKUP_EXTENSION } from '../backup/format.ts';

export interface OpenDialogParts<W> {
  readonly dialog: {
    showOpenDialog(window: W, options: OpenDialogOptions): Promise<OpenDialogReturnValue>;
    showOpenDialog(options: OpenDialogOptions): Promise<OpenDialogReturnValue>;
  };
  /** The window the dialog belongs to, if there is one. */
  readonly window: () => W | null;
  readonly language: () => Language;
}

/** Asks for a backup; null when the person thought better of it. */
export function createOpenDialog<W>({
  dialog,
  window,
  language,
}: OpenDialogParts<W>): () => Promise<string | null> {
  return async () => {
    const { backup } = messages(language()).desktop;
    const options: OpenDialogOptions = {
      title: backup.openTitle,
      buttonLabel: backup.openButton,
      filters: [{ name: backup.files, extensions: [BACKUP_EXTENSION] }],
      properties: ['openFile'],
    };
    const owner = window();
    const { canceled, filePaths } = await (owner === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(owner, options));
    return canceled ? null : (filePaths[0] ?? null);
  };
}
