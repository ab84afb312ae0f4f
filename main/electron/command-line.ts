/** The installed app as the command `rollcall`: the same commands, and no window. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Dock } from 'electron';
import { isCommand, runCommand } from '../cli/run-command.ts';
import type { StartHelper } from '../tunnel/helper.ts';
import type { Preventable } from './parts.ts';

/** Put before everything else by the starter of an AppImage, where the system has no sandbox to offer. */
const STARTER_SWITCH = '--no-sandbox';

export interface CommandLineParts {
  readonly app: Pick<
    App,
    'disableHardwareAcceleration' | 'exit' | 'getSystemLocale' | 'whenReady'
  > & {
    /** macOS alone has it. */
    readonly dock?: Pick<Dock, 'hide'> | undefined;
    setPath(name: 'userData', path: string): void;
    on(event: 'before-quit', listener: (event: Preventable) => void): unknown;
  };
  readonly args: readonly string[];
  readonly startHelper: StartHelper;
}

/** The command among the arguments of the app, with its own arguments; null if the app is to open. */
export function commandIn(args: readonly string[]): readonly string[] | null {
  const own = args.filter((arg) => arg !== STARTER_SWITCH);
  return isCommand(own[0]) ? own : null;
}

/** Runs a command to its end and exits with its code. To be called before Electron is ready. */
export async function answerCommandLine(parts: CommandLineParts): Promise<void> {
  const { app, args, startHelper } = parts;
  // Chromium writes its profile somewhere: not to where the app that may be running has its own.
  const profileDir = mkdtempSync(join(tmpdir(), 'rollcall-command-'));
  app.setPath('userData', profileDir);
  app.disableHardwareAcceleration();
  app.dock?.hide();
  const asked = new AbortController();
  // Electron takes the signals that ask a process to end; the command has to hear of it.
  app.on('before-quit', (event) => {
    event.preventDefault();
    asked.abort();
  });
  await app.whenReady();
  const code = await runCommand(args, {
    asked: asked.signal,
    startHelper,
    formatLocale: app.getSystemLocale(),
  });
  // exit() does not wait for what is still on its way to a pipe.
  await new Promise((resolve) => process.stdout.write('', resolve));
  removeProfile(profileDir);
  app.exit(code);
}

/** Chromium may still hold some of it, as it does on Windows: then it stays, and the command ends all the same. */
function removeProfile(dir: string): void {
  try {
    rmSync(dir, { recursive: true, force: true });
  } catch {
    // There is nothing of ours in it.
  }
}
