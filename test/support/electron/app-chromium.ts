/** The one Chromium of this app, started with it. */
import { type Chromium, launchChromium } from './chromium.ts';

let launched: Promise<Chromium> | null = null;

/** Begins; nobody waits for it but whoever makes a window. */
export function startChromium(profileDir: string, language: string): void {
  launched ??= launchChromium(profileDir, language);
  launched.catch(() => {}); // told by the first window
}

export async function chromium(): Promise<Chromium> {
  if (launched === null) throw new Error('Cannot create BrowserWindow before app is ready');
  return await launched;
}

/** Ends it, if it was started. */
export async function stopChromium(): Promise<void> {
  await (await launched)?.close();
}
