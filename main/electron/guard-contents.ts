/** Holds the window to our own page: no other address, no second window, no permission, no webview. */
import type { Shell } from 'electron';
import { openExternalLink } from './external-links.ts';
import { isPageUrl } from './page-url.ts';
import type { ContentsParts } from './parts.ts';

// The page writes to the clipboard at the person's request; everything else is denied.
const GRANTED = 'clipboard-sanitized-write';

export function guardContents(contents: ContentsParts, shell: Pick<Shell, 'openExternal'>): void {
  contents.on('will-frame-navigate', (details) => {
    if (isPageUrl(details.url)) return;
    details.preventDefault();
    openExternalLink(shell, details.url);
  });
  contents.on('will-redirect', (details) => details.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternalLink(shell, url);
    return { action: 'deny' };
  });
  const { session } = contents;
  session.setPermissionRequestHandler((_contents, permission, callback) =>
    callback(permission === GRANTED),
  );
  session.setPermissionCheckHandler((_contents, permission) => permission === GRANTED);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
}
