/** https://electronjs.org/docs/api/utility-process: a child with Node, spoken to by cloned messages. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ForkOptions } from 'electron';
import * as z from 'zod';
import { Imitation } from './imitation.ts';

const output = z.enum(['pipe', 'ignore', 'inherit']);
const outputs = z.tuple([output, output]);

export class UtilityProcess extends Imitation {
  readonly #child: ChildProcess;
  pid: number | undefined;

  constructor(modulePath: string, args: string[], options: ForkOptions) {
    super('utilityProcess');
    const { execArgv = [], env, cwd, stdio = 'inherit' } = options;
    const parentPort = fileURLToPath(new URL('./parent-port.ts', import.meta.url));
    const [out, error] = outputs.parse(Array.isArray(stdio) ? stdio.slice(1, 3) : [stdio, stdio]);
    this.#child = fork(modulePath, args, {
      cwd,
      env: { ...env },
      execArgv: [...execArgv, '--import', parentPort],
      serialization: 'advanced', // structured clone
      stdio: ['ignore', out, error, 'ipc'],
    });
    this.#child.on('spawn', () => {
      this.pid = this.#child.pid;
      this.emit('spawn');
    });
    // "Emitted when the child process sends a message using process.parentPort.postMessage()."
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => {
      this.pid = undefined;
      this.emit('exit', code ?? 1);
    });
    this.#child.on('error', (error: Error) => this.emit('exit', error));
    process.on('exit', () => this.#child.kill('SIGKILL')); // "the child process ends with the app"
  }
  get stdout(): Readable | null {
    return this.#child.stdout;
  }
  get stderr(): Readable | null {
    return this.#child.stderr;
  }
  postMessage(message: object): void {
    this.#child.send(message);
  }
  /** "Terminates the process gracefully. On POSIX, it uses SIGTERM." */
  kill(): boolean {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork: (modulePath: string, args: string[] = [], options: ForkOptions = {}) =>
    new UtilityProcess(modulePath, args, options),
};
