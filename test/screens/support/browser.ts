import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium, or the one named. */
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--force-color-profile=srgb'] });
}
