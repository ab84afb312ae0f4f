import type { Language } from '../../shared/messages/messages.ts';
import type { StartHelper } from '../tunnel/helper.ts';
import type { Options } from './options.ts';

/** What a command may touch of the process that runs it. */
export interface CommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The language of sentences on stderr. */
  readonly language: Language;
  readonly locale: string;
  /** How numbers are written where this computer is. */
  readonly formatLocale: string;
  /** Results as lines of text, and nothing else; resolves when written. What a terminal would obey is escaped. */
  writeOut(text: string): Promise<void>;
  /** The same place, for results too large to hold. */
  readonly stdout: NodeJS.WritableStream;
  /** A line for the person, or of the log; escaped likewise. */
  writeError(line: string): void;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  /** How the process of the tunnel is started; undefined: as a child of this one. */
  readonly startHelper?: StartHelper | undefined;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly options: Options;
  /** Throws RollcallError for what the person can mend. */
  run(args: readonly string[], context: CommandContext): Promise<void>;
}
