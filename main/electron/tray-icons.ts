import { join } from 'node:path';
import type { TrayState } from './tray-state.ts';

/** The icon's file: a picture at 1x, its @2x and @3x beside it, or for Windows one that holds every size. */
export function trayIconPath(
  iconsDir: string,
  state: TrayState,
  platform: NodeJS.Platform,
  isPanelDark: boolean,
): string {
  return join(iconsDir, `tray-${state}${variantFor(platform, isPanelDark)}`);
}

function variantFor(platform: NodeJS.Platform, isPanelDark: boolean): string {
  switch (platform) {
    case 'darwin':
      return 'Template.png'; // the name makes it a template image
    case 'win32':
      return isPanelDark ? '-on-dark.ico' : '-on-light.ico';
    default:
      return '-outlined.png'; // a Linux panel's shade is its own affair, whatever the theme
  }
}
