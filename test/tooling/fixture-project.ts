import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const repositoryDir = resolve(import.meta.dirname, '..', '..');

/** A package as small as can be, with the real launcher and the real bundlers. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ type: 'module', scripts: scriptsOf(repositoryDir) }),
  'package-lock.json': '{}',
  'renderer/index.html': '<!doctype html><script type="module" src="./page.ts"></script>',
  'renderer/page.ts': 'document.title = process.env.NODE_ENV;',
  'shared/greeting.ts': "export const greeting: string = 'hello';",
  'main/start.ts': "console.log('started', ...process.argv.slice(2));",
  'main/threads/echo-thread.ts':
    "import { parentPort } from 'node:worker_threads'; parentPort?.postMessage('from the thread');",
  'main/threads/start-echo.ts': `
    import { Worker } from 'node:worker_threads';
    export const startEcho = () => new Worker(new URL('./echo-thread.js', import.meta.url));`,
  'main/rollcall.ts': `
    import { DatabaseSync } from 'node:sqlite';
    import { greeting } from '../shared/greeting.ts';
    const [command, value] = process.argv.slice(2);
    if (command === 'say') {
      new DatabaseSync(':memory:').close();
      console.log(JSON.stringify({ greeting, cwd: process.cwd(), args: process.argv.slice(2) }));
    } else if (command === 'exit') {
      process.exitCode = Number(value);
    } else if (command === 'thread') {
      const { startEcho } = await import('./threads/start-echo.ts');
      startEcho().on('message', (message) => console.log(message));
    } else if (command === 'wait') {
      const timer = setInterval(() => {}, 1000);
      process.on('SIGTERM', () => {
        clearInterval(timer);
        console.log('closed');
      });
      console.log('ready');
    }`,
};

const BUILD_FILES = ['run.mjs', 'build.mjs', 'bundle.mjs', 'freshness.mjs', 'vite.config.ts'];

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly nodePath?: string;
  readonly nodeArgs?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface FixtureProject extends Disposable {
  readonly dir: string;
  write(path: string, text: string): void;
  /** Runs one of the scripts in build/ to its end. */
  run(script: string, args: readonly string[], options?: RunOptions): Promise<Outcome>;
  start(script: string, args: readonly string[], options?: RunOptions): ChildProcess;
  /** Starts one of the package's own npm scripts, in the folder given. */
  startNpm(script: string, args: readonly string[], cwd: string): ChildProcess;
}

export function createFixtureProject(): FixtureProject {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-build-')));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  for (const name of BUILD_FILES) {
    cpSync(join(repositoryDir, 'build', name), join(dir, 'build', name));
  }
  symlinkSync(join(repositoryDir, 'node_modules'), join(dir, 'node_modules'), 'junction');

  const start = (script: string, args: readonly string[], options: RunOptions = {}): ChildProcess =>
    spawn(
      options.nodePath ?? process.execPath,
      [...(options.nodeArgs ?? []), join(dir, 'build', script), ...args],
      { cwd: options.cwd ?? dir, env: { ...withoutNpm(process.env), ...options.env } },
    );

  return {
    dir,
    write,
    start,
    startNpm: (script, args, cwd) =>
      spawn('npm', ['--prefix', dir, 'run', '-s', script, '--', ...args], { cwd }),
    run: async (script, args, options) => await outcomeOf(start(script, args, options)),
    [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }),
  };
}

export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

function scriptsOf(packageDir: string): unknown {
  return JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).scripts;
}

/** These tests may run under npm themselves, whose INIT_CWD is not meant for the launcher under test. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'INIT_CWD'));
}
