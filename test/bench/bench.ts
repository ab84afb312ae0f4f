// `npm run bench`: Rollcall beside what people use instead, in one run, in turn, over real HTTP.
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { goalsOf } from './goals.ts';
import { measureAll } from './measure-all.ts';
import { type BenchOptions, HELP, readOptions } from './options.ts';
import { reportText } from './report.ts';
import type { Results } from './results.ts';
import { openWorkspace } from './workspace.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(HELP);
  else await bench(options);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function bench(options: BenchOptions): Promise<void> {
  const startedAt = new Date().toISOString();
  const machine = describeMachine();
  const workspace = openWorkspace();
  try {
    const measured = await measureAll(workspace, options, say);
    const { pages, rounds } = options;
    const results: Results = { startedAt, machine, pages, rounds, ...measured };
    const goals = goalsOf(results);
    const document = `${JSON.stringify({ ...results, goals }, null, 2)}\n`;
    process.stdout.write(options.json ? document : `\n${reportText(results, goals)}`);
  } finally {
    workspace.close();
  }
}

function describeMachine(): Results['machine'] {
  return {
    node: process.versions.node,
    system: `${platform()} ${release()}`,
    processors: `${availableParallelism()} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
    memoryBytes: totalmem(),
    loadBefore: loadavg()[0] ?? 0,
  };
}
