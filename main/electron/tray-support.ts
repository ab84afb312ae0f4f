/** Whether the desktop shows tray icons at all: bare GNOME shows none, and Electron can't tell. */
import { execFile } from 'node:child_process';

// The name that a panel with room for icons owns on the session's bus, and whom to ask for it.
const PANEL = 'org.kde.StatusNotifierWatcher';
const BUS = 'org.freedesktop.DBus';
const QUESTIONS: readonly (readonly [program: string, ...args: string[]])[] = [
  [
    'dbus-send',
    '--session',
    '--print-reply=literal',
    `--dest=${BUS}`,
    '/org/freedesktop/DBus',
    `${BUS}.NameHasOwner`,
    `string:${PANEL}`,
  ],
  [
    'gdbus',
    'call',
    '--session',
    `--dest=${BUS}`,
    '--object-path=/org/freedesktop/DBus',
    `--method=${BUS}.NameHasOwner`,
    PANEL,
  ],
];
const PATIENCE_MS = 2000;

/** Where nobody can say, there is none: a window that closes is seen, an icon that is not there is missed. */
export async function hasTraySupport(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [program, ...args] of QUESTIONS) {
    const answer = await run(program, args, environment);
    if (answer !== null) return answer.includes('true');
  }
  return false;
}

function run(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { timeout: PATIENCE_MS, env: { ...environment } };
    execFile(program, [...args], options, (error, stdout) => resolve(error ? null : stdout));
  });
}
