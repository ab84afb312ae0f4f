import { once } from 'node:events';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence, languageOf } from '../../shared/messages/messages.ts';
import { printable, printableLines } from '../printable.ts';
import type { StartHelper } from '../tunnel/helper.ts';
import type { Command, CommandContext } from './command.ts';
import { cohortsCommand } from './commands/cohorts.ts';
import { exportCommand } from './commands/export.ts';
import { serveCommand } from './commands/serve.ts';
import { simulateCommand } from './commands/simulate.ts';
import { statusCommand } from './commands/status.ts';
import { syncsCommand } from './commands/syncs.ts';
import { tunnelPolicyCommand } from './commands/tunnel-policy.ts';
import { helpText } from './options.ts';

const COMMANDS: readonly Command[] = [
  serveCommand,
  exportCommand,
  cohortsCommand,
  syncsCommand,
  statusCommand,
  tunnelPolicyCommand,
  simulateCommand,
];

const HELP_WORDS: readonly (string | undefined)[] = ['--help', '-h', 'help'];

/** What differs where not Node runs the command. */
export interface CommandHost {
  /** Aborted when the process is asked to end by other means than a signal. */
  readonly asked: AbortSignal;
  readonly startHelper: StartHelper;
  /** Electron makes Intl's locale one of Chromium's languages; the region is to be asked of it. */
  readonly formatLocale: string;
}

/** Whether this is how a command begins. */
export function isCommand(word: string | undefined): boolean {
  return HELP_WORDS.includes(word) || COMMANDS.some(({ name }) => name === word);
}

/** Runs `rollcall ARGS`; returns the exit code: 0 only on success. */
export async function runCommand(args: readonly string[], host?: CommandHost): Promise<number> {
  const [name, ...rest] = args;
  const context = processContext(host);
  if (name === undefined) {
    context.writeError('Say which command. Try: rollcall --help');
    return 1;
  }
  if (HELP_WORDS.includes(name)) {
    await context.writeOut(overview());
    return 0;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (command === undefined) {
    context.writeError(`There is no command "${name}". Try: rollcall --help`);
    return 1;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    await context.writeOut(helpText(command.name, command.summary, command.options));
    return 0;
  }
  return await succeeds(context, () => command.run(rest, context));
}

/** Runs something to its end; what fails is one sentence on stderr. */
export async function succeeds(
  context: CommandContext,
  work: () => Promise<void>,
): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    context.writeError(describeFailure(error, context));
    return 1;
  }
}

/** Standard streams, signals and the system's language. */
export function processContext(host?: CommandHost): CommandContext {
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => stop.abort());
  }
  // Whoever started us may stop reading: receiving goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  // A file-size limit of the system is met as an error when writing, not as the end of the process.
  if (process.platform !== 'win32') process.on('SIGXFSZ', () => {});
  return {
    environment: process.env,
    language: languageOf(locale),
    locale,
    formatLocale: host?.formatLocale ?? locale,
    signal: host === undefined ? stop.signal : AbortSignal.any([stop.signal, host.asked]),
    startHelper: host?.startHelper,
    stdout: process.stdout,
    writeError: (line) => void process.stderr.write(`${printable(line)}\n`),
    async writeOut(text) {
      if (!process.stdout.write(printableLines(text))) await once(process.stdout, 'drain');
    },
  };
}

function describeFailure(error: unknown, { language }: CommandContext): string {
  if (error instanceof RollcallError) return errorSentence(error, language);
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `rollcall COMMAND [options]\n\n${lines.join('\n')}\n\nrollcall COMMAND --help tells the options.\n`;
}
