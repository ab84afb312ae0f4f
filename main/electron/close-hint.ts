import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import { type Language, messages } from '../../shared/messages/messages.ts';
import type { Document } from '../settings/document.ts';
import type { DesktopSettings } from './desktop-settings.ts';
import type { LoginItem } from './login-item.ts';

export interface CloseHintParts {
  readonly dialog: {
    showMessageBox(options: MessageBoxOptions): Promise<MessageBoxReturnValue>;
  };
  readonly remembered: Pick<Document<DesktopSettings>, 'value' | 'update'>;
  readonly loginItem: Pick<LoginItem, 'isOn' | 'set'>;
  readonly language: () => Language;
}

/** Says once that Rollcall goes on without its window, and asks about opening at login. */
export async function tellOnceOfClosing(parts: CloseHintParts): Promise<void> {
  const { dialog, remembered, loginItem, language } = parts;
  if (remembered.value.wasTold) return;
  await remembered.update({ wasTold: true });
  const { closeHint } = messages(language()).desktop;
  const canAsk = loginItem.isOn() === false;
  const { checkboxChecked } = await dialog.showMessageBox({
    type: 'info',
    message: closeHint.message,
    detail: closeHint.detail,
    buttons: [closeHint.ok],
    ...(canAsk ? { checkboxLabel: closeHint.openAtLogin, checkboxChecked: false } : {}),
  });
  if (canAsk && checkboxChecked) loginItem.set(true);
}
