import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Environment } from './electron-runtime.ts';

export interface DesktopRun {
  readonly runtimePath: string;
  /** The app's folder or main file. */
  readonly appPath: string;
  readonly args: readonly string[];
  readonly environment: Environment;
  /** Aborted when the person asks to stop. */
  readonly signal: AbortSignal;
}

/** Runs the desktop app to its end; returns its exit code. */
export async function runDesktopApp({
  runtimePath,
  appPath,
  args,
  environment,
  signal,
}: DesktopRun): Promise<number> {
  // Set by whoever runs Node by Electron: with it, ours would be Node as well.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = environment;
  const child = spawn(runtimePath, [appPath, ...args], { stdio: 'inherit', env });
  const stop = (): void => void child.kill('SIGTERM');
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signalName) => {
      signal.removeEventListener('abort', stop);
      resolve(code ?? (signalName === null ? 1 : 128 + constants.signals[signalName]));
    });
  });
}
