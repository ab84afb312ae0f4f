/** From the second start to the last moment: what Electron says of the app's life, and what follows. */
import type { App } from 'electron';
import type { Preventable } from './parts.ts';
import type { QuitGuard } from './quit-guard.ts';

export interface LifeCycleParts {
  readonly app: Pick<App, 'exit' | 'quit'> & {
    on(event: 'second-instance' | 'activate' | 'window-all-closed', listener: () => void): unknown;
    on(event: 'before-quit' | 'will-quit', listener: (event: Preventable) => void): unknown;
  };
  readonly powerMonitor: {
    on(event: 'resume', listener: () => void): unknown;
    on(event: 'shutdown', listener: (event: Preventable) => void): unknown;
  };
  readonly platform: NodeJS.Platform;
  readonly guard: QuitGuard;
  readonly show: () => void;
  /** Quits and asks nobody. */
  readonly quitNow: () => void;
  /** Quitting has begun: windows may close. */
  readonly onQuitting: () => void;
  /** The computer was asleep: what depends on the time is out of date. */
  readonly onAwake: () => void;
  /** Finishes what is in flight. */
  readonly close: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export function followLifeCycle(parts: LifeCycleParts): void {
  const { app, powerMonitor, platform, guard, onError } = parts;
  app.on('second-instance', parts.show);
  app.on('activate', parts.show);
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit();
  });
  powerMonitor.on('resume', parts.onAwake);
  powerMonitor.on('shutdown', (event) => {
    // The system is asked to wait for what is in flight.
    event.preventDefault();
    parts.quitNow();
  });
  app.on('before-quit', (event) => {
    if (guard.mayQuit()) parts.onQuitting();
    else event.preventDefault();
  });
  let isClosing = false;
  app.on('will-quit', (event) => {
    // Electron would not wait for what is in flight; exit() comes back here no more.
    event.preventDefault();
    if (isClosing) return; // asked twice, e.g. by the terminal and by whoever started us
    isClosing = true;
    void parts
      .close()
      .catch(onError)
      .finally(() => app.exit(0));
  });
}
