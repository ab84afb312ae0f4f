import { join } from 'node:path';
import {
  type DesktopSettings,
  openDesktopSettings,
} from '../../../main/electron/desktop-settings.ts';
import type { Document } from '../../../main/settings/document.ts';
import { makeDataFolder as makeStoreFolder } from '../../../main/store/make-data-folder.ts';
import { makeDataFolder } from '../../support/data-folders.ts';

/** The shell's own settings, in a folder of their own. */
export async function rememberedSettings(
  change: Partial<DesktopSettings> = {},
): Promise<Document<DesktopSettings>> {
  const dir = await makeDataFolder();
  makeStoreFolder(dir);
  const remembered = await openDesktopSettings(join(dir, 'desktop.json'));
  await remembered.update(change);
  return remembered;
}
