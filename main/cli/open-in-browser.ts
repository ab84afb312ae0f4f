import { spawn } from 'node:child_process';

/** What opens an address in the person's browser; null where there is nobody to look at it. */
function opener(
  environment: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] | null {
  if (environment.ROLLCALL_NO_OPEN) return null;
  switch (process.platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      // The first quoted word after "start" is the title of a window.
      return ['cmd', '/c', 'start', ''];
    default:
      return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open'] : null;
  }
}

/** Opens an address if it can. The address is printed, too, so that nothing depends on it. */
export function openInBrowser(
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const command = opener(environment);
  if (command === null) return;
  const [program, ...args] = command;
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  // No browser, or none that this program finds.
  child.on('error', () => {});
  child.unref();
}
