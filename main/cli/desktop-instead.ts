import { fileURLToPath } from 'node:url';
import { messages } from '../../shared/messages/messages.ts';
import type { CommandContext } from './command.ts';
import { findElectronRuntime, hasDisplay } from './electron-runtime.ts';
import { runDesktopApp } from './run-desktop.ts';

/** The package, whose main file is the desktop app; the bundle that this becomes a part of is in its dist/main. */
const APP_DIR = fileURLToPath(new URL('../..', import.meta.url));

/** What the desktop app can be given, too; anything else is a wish about browser mode. */
const COMMON_OPTIONS: readonly string[] = ['data-dir', 'port'];

/** Runs the desktop app where it can be had, and returns its exit code; null, and a sentence, where it can't. */
export async function runDesktopInstead(
  given: { readonly port?: string },
  dataDir: string,
  { environment, language, signal, writeOut }: CommandContext,
): Promise<number | null> {
  const isWanted = Object.keys(given).every((name) => COMMON_OPTIONS.includes(name));
  if (!isWanted || environment.ROLLCALL_NO_OPEN) return null;
  if (!hasDisplay(environment, process.platform)) return null;
  const runtimePath = findElectronRuntime(environment);
  if (runtimePath === null) {
    await writeOut(`${messages(language).desktop.browserMode}\n`);
    return null;
  }
  const port = given.port === undefined ? [] : ['--port', given.port];
  const args = ['--data-dir', dataDir, ...port];
  return await runDesktopApp({ runtimePath, appPath: APP_DIR, args, environment, signal });
}
