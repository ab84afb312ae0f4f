import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const rootDir = fileURLToPath(new URL('../../', import.meta.url));
const entryPath = join(rootDir, 'dist', 'main', 'rollcall.js');

/** What is tested is what people run: the build, made first if it is stale. */
const build = spawnSync(process.execPath, [join(rootDir, 'build', 'run.mjs'), '--build']);
if (build.status !== 0) throw new Error(`The build failed: ${build.stderr}`);

export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Another user of this computer to run as, by number. */
  readonly asUser?: number;
  /** What is run in place of the built command, e.g. the door of a checkout. */
  readonly entry?: string;
  /** A program to run it through, such as `prlimit`. */
  readonly through?: readonly string[];
}

export interface Finished {
  /** null: ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly finished: Promise<Finished>;
}

const readyLine = z.strictObject({
  ready: z.literal(true),
  hookUrl: z.url(),
  publicHookUrl: z.url().nullable(),
  uiUrl: z.url(),
  dataDir: z.string(),
});

export interface RunningRollcall extends RunningCommand {
  readonly ready: z.infer<typeof readyLine>;
  readonly hookUrl: string;
  /** From the start of the process to its ready line. */
  readonly readyMs: number;
  /** Asks it to end and waits until it has. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGINT') => Promise<Finished>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<Finished>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts `rollcall ARGS` in a process of its own; its environment says nothing that this one's says of Rollcall. */
export function spawnRollcall(args: readonly string[], options: RunOptions = {}): RunningCommand {
  const [program = process.execPath, ...before] = [...(options.through ?? []), process.execPath];
  const { asUser: uid } = options;
  const child = spawn(program, [...before, options.entry ?? entryPath, ...args], {
    cwd: options.cwd,
    env: { ...plainEnvironment(), ...options.environment },
    ...(uid === undefined ? {} : { uid, gid: uid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = once(child, 'close').then(([code]): Finished => {
    running.delete(child);
    return { code: typeof code === 'number' ? code : null, stdout, stderr };
  });
  return { child, pid: child.pid ?? 0, stdout: () => stdout, stderr: () => stderr, finished };
}

/** Runs `rollcall ARGS` to its end. */
export function runRollcall(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return spawnRollcall(args, options).finished;
}

/** Runs a command that must succeed and returns the JSON it printed. */
export async function readJson<T>(schema: z.ZodType<T>, args: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await runRollcall(args);
  if (code !== 0) throw new Error(`rollcall ${args[0]} failed: ${stderr}`);
  return schema.parse(JSON.parse(stdout));
}

/** Starts `rollcall serve` on a data folder; resolves when it says that it is ready. */
export async function startRollcall(
  dataDir: string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<RunningRollcall> {
  const startedAtMs = performance.now();
  const command = spawnRollcall(['serve', '--data-dir', dataDir, ...args], options);
  const { child, finished } = command;
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (command.stdout().includes('\n')) resolve();
    });
    void finished.then(({ code, stderr }) =>
      reject(new Error(`serve ended with ${code} before it was ready: ${stderr}`)),
    );
  });
  const readyMs = performance.now() - startedAtMs;
  const ready = readyLine.parse(JSON.parse(command.stdout()));
  const end = (signal: NodeJS.Signals): Promise<Finished> => {
    child.kill(signal);
    return finished;
  };
  return {
    ...command,
    ready,
    hookUrl: ready.hookUrl,
    readyMs,
    stop: (signal = 'SIGTERM') => end(signal),
    kill: () => end('SIGKILL'),
  };
}

/** Ends whatever is still running, e.g. after a test that failed. */
export async function endAll(): Promise<void> {
  const ended = [...running].map((child) => once(child, 'close'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(ended);
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const names = Object.keys(process.env).filter(
    (name) => !/^(ROLLCALL_|NGROK_|NODE_|VITEST|INIT_CWD)/.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
