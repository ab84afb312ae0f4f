import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util';
import { RollcallError } from '../../shared/errors.ts';

/** One option of a command, as its help shows it. */
export interface Option {
  /** What stands for the value in the help; an option without it is a switch. */
  readonly value?: string;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** The given options: the text of each value, `true` for a switch. A repeated option: the last counts. */
export type Given<O extends Options> = {
  readonly [K in keyof O]?: O[K] extends { readonly value: string } ? string : boolean;
};

/** Reads a command's arguments. Throws USAGE with a sentence that names what is wrong. */
export function readOptions<O extends Options>(
  command: string,
  options: O,
  args: readonly string[],
): Given<O> {
  const described: Record<string, ParseArgsOptionDescriptor> = {};
  for (const [name, { value }] of Object.entries(options)) {
    described[name] = { type: value === undefined ? 'boolean' : 'string' };
  }
  try {
    const { values } = parseArgs({ args: [...args], options: described, strict: true });
    return values as Given<O>;
  } catch (error) {
    throw usage(command, error instanceof Error ? firstSentence(error.message) : String(error));
  }
}

export function usage(command: string, problem: string): RollcallError {
  return new RollcallError('USAGE', { command, problem });
}

/** A whole number within bounds. Throws USAGE. */
export function readNumber(
  command: string,
  name: string,
  text: string | undefined,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {},
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  const range = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`;
  throw usage(command, `--${name} takes a whole number ${range}, not "${text}".`);
}

/** One of a few words. Throws USAGE. */
export function readChoice<T extends string>(
  command: string,
  name: string,
  text: string | undefined,
  choices: readonly T[],
): T | undefined {
  if (text === undefined) return undefined;
  const chosen = choices.find((choice) => choice === text);
  if (chosen !== undefined) return chosen;
  throw usage(command, `--${name} takes ${choices.join(' or ')}, not "${text}".`);
}

/** The project meant. A command prompt that does not know these quotes passes them on as they stand: they mean the empty id. */
export function readProject(text: string | undefined): string | undefined {
  return text === "''" || text === '""' ? '' : text;
}

/** The help of a command. */
export function helpText(command: string, summary: string, options: Options): string {
  const names = Object.entries(options).map(([name, { value, help }]) => ({
    left: value === undefined ? `--${name}` : `--${name} ${value}`,
    help,
  }));
  const width = Math.max(...names.map(({ left }) => left.length));
  const lines = names.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`);
  return `rollcall ${command}: ${summary}\n\n${lines.join('\n')}\n`;
}

function firstSentence(message: string): string {
  const [sentence = message] = message.split(/(?<=\.)\s|\n/);
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
