import { fork } from 'node:child_process';
import type { StartHelper } from './helper.ts';

/** Runs the SDK in a child of this process. */
export const startChildProcess: StartHelper = (path, onMessage) => {
  const { NGROK_AUTHTOKEN: _, ...env } = process.env;
  const child = fork(path, {
    // The SDK prints what it likes; the token goes over the channel, not in the environment.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    env,
  });
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  child.on('message', onMessage);
  child.on('exit', () => resolve());
  child.on('error', () => {
    // One that could not be started never exits.
    if (child.pid === undefined) resolve();
  });
  return {
    post(command) {
      if (child.connected) child.send(command, () => {});
    },
    kill: () => void child.kill('SIGKILL'),
    gone,
  };
};
