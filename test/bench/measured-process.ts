import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Workspace } from './workspace.ts';

const figuresSchema = z.object({
  peakMemoryBytes: z.number(),
  /** What went to the disk; null where the system doesn't count it. */
  bytesWritten: z.number().nullable(),
  /** How late timers of the main thread ran since `startSampling`. */
  delayP99Ms: z.number(),
  delayMaxMs: z.number(),
});
export type Figures = z.infer<typeof figuresSchema>;

const START_MS = 60_000;
const STOP_MS = 60_000;
const KEPT_ERRORS = 2000;

/** A Node program that measures itself by the probe. */
export class MeasuredProcess {
  readonly #child: ChildProcess;
  readonly #reportPath: string;
  readonly #lines: AsyncIterator<string>;
  readonly #exited: Promise<unknown>;
  #errors = '';

  constructor(workspace: Workspace, args: readonly string[]) {
    const probe = new URL('./probe.mjs', import.meta.url).href;
    this.#reportPath = join(workspace.folder('report'), 'figures.json');
    this.#child = workspace.watch(
      spawn(process.execPath, ['--import', probe, ...args], {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { ...plainEnvironment(), BENCH_REPORT: this.#reportPath },
      }),
    );
    this.#exited = once(this.#child, 'exit');
    this.#child.stderr?.on('data', (chunk) => {
      this.#errors = `${this.#errors}${chunk}`.slice(-KEPT_ERRORS);
    });
    const stdout = this.#child.stdout;
    if (stdout === null) throw new Error('The process has no stdout.');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  /** The next line on stdout. */
  async line(): Promise<string> {
    const next = await Promise.race([this.#lines.next(), this.#expire(START_MS, 'said nothing')]);
    if (next.done) throw new Error(`ended too early: ${this.#errors}`);
    return next.value;
  }

  /** Waits until the address answers with success. */
  async answers(url: string): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline && this.#child.exitCode === null) {
      const answer = await fetch(url).catch(() => null);
      await answer?.arrayBuffer();
      if (answer?.ok) return;
      await sleep(100);
    }
    throw new Error(`never answered: ${this.#errors}`);
  }

  startSampling(): void {
    this.#child.send('start');
  }

  async figures(): Promise<Figures> {
    const answer = once(this.#child, 'message');
    this.#child.send('figures');
    const [figures] = await Promise.race([answer, this.#expire(START_MS, 'gave no figures')]);
    return figuresSchema.parse(figures);
  }

  /** Asks it to end; the figures are those of its last moment, if it ends by itself. */
  async stop(): Promise<Figures | null> {
    if (this.#child.exitCode === null) this.#child.kill('SIGTERM');
    return await this.ended(STOP_MS);
  }

  async ended(limitMs: number): Promise<Figures | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await Promise.race([this.#exited, this.#expire(limitMs, 'did not end')]);
    }
    const { exitCode } = this.#child;
    if (exitCode !== 0 && exitCode !== null) {
      throw new Error(`ended with ${exitCode}: ${this.#errors}`);
    }
    if (!existsSync(this.#reportPath)) return null;
    return figuresSchema.parse(JSON.parse(readFileSync(this.#reportPath, 'utf8')));
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async #expire(ms: number, problem: string): Promise<never> {
    await sleep(ms, undefined, { ref: false });
    throw new Error(`${problem} within ${ms / 1000} s: ${this.#errors}`);
  }
}

/** The environment without what would make a measured program another one. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('ROLLCALL_') && name !== 'NODE_OPTIONS',
  );
  return Object.fromEntries(kept);
}
