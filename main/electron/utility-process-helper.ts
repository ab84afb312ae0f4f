import type { UtilityProcess } from 'electron';
import type { StartHelper } from '../tunnel/helper.ts';

export interface UtilityProcessParts {
  fork(
    path: string,
    args: string[],
    options: {
      readonly serviceName: string;
      readonly stdio: 'ignore';
      readonly env: NodeJS.ProcessEnv;
    },
  ): Pick<UtilityProcess, 'kill' | 'postMessage'> & {
    on(event: 'message', listener: (message: unknown) => void): unknown;
    once(event: 'exit', listener: () => void): unknown;
  };
}

/** Runs the SDK in a process of Electron's: its own binary can't be told to run as Node in the packaged app. */
export function createStartUtilityProcess(
  utilityProcess: UtilityProcessParts,
  environment: NodeJS.ProcessEnv,
): StartHelper {
  // The token goes over the channel, not in the environment.
  const { NGROK_AUTHTOKEN: _, ...env } = environment;
  return (path, onMessage) => {
    const child = utilityProcess.fork(path, [], {
      serviceName: 'Rollcall tunnel',
      stdio: 'ignore',
      env,
    });
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    child.on('message', onMessage);
    child.once('exit', resolve);
    return {
      post: (command) => child.postMessage(command),
      kill: () => void child.kill(),
      gone,
    };
  };
}
