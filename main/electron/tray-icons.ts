import { join } from 'node:path';
import type { TrayState } from './tray-state.ts';

/** The icon's file at 1x; Electron finds its @2x and @3x beside it. */
export function trayIconPath(
  iconsDir: string,
  state: TrayState,
  platform: NodeJS.Platform,
  isPanelDark: boolean,
): string {
  return join(iconsDir, `tray-${state}${variantFor(platform, isPanelDark)}.png`);
}

function variantFor(platform: NodeJS.Platform, isPanelDark: boolean): string {
  switch (platform) {
    case 'darwin':
      return 'Template'; // the name makes it a template image
    case 'win32':
      return isPanelDark ? '-on-dark' : '-on-light';
    default:
      return '-outlined'; // a Linux panel's shade is its own affair, whatever the theme
  }
}
