import type { Shell } from 'electron';

/** The only sites whose pages Rollcall opens in the person's browser. */
const ALLOWED_ORIGINS: ReadonlySet<string> = new Set([
  'https://mixpanel.com',
  'https://eu.mixpanel.com',
  'https://in.mixpanel.com',
  'https://docs.mixpanel.com',
  'https://ngrok.com',
  'https://dashboard.ngrok.com',
]);

/** Opens an address in the browser if it is on the list; returns whether it is. */
export function openExternalLink(shell: Pick<Shell, 'openExternal'>, url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || !ALLOWED_ORIGINS.has(parsed.origin)) return false;
  if (parsed.username !== '' || parsed.password !== '') return false;
  // The parsed address, not the text: what was checked is what is opened.
  shell.openExternal(parsed.href).catch(() => {}); // no browser: nothing that we could do instead
  return true;
}
