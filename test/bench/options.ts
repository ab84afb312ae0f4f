import { parseArgs } from 'node:util';

export const PARTS = ['receipt', 'resync', 'reads', 'export', 'screens', 'tunnel', 'idle'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  /** Pages of 1,000 members in a sync. */
  readonly pages: number;
  /** How often everything is run in turn; figures are medians. */
  readonly rounds: number;
  readonly parts: ReadonlySet<Part>;
  /** Also receives 5,000 pages, to see whether memory stays flat. */
  readonly fiveMillion: boolean;
  /** How long Rollcall is left alone. */
  readonly idleMinutes: number;
  readonly json: boolean;
  readonly skipPeers: boolean;
}

export const HELP = `npm run bench -- [options]

  --pages N         pages of 1,000 members in a sync (200; the goals are for 1000)
  --rounds N        runs of everything, in turn; figures are medians (1; the goals are for 3)
  --only A,B        of ${PARTS.join(', ')}: these parts only
  --five-million    also receives 5,000 pages, to see whether memory stays flat
  --idle-minutes N  how long Rollcall is left alone (1; the goals are for 10)
  --skip-peers      without the programs that npm has to install first
  --json            one JSON document on stdout (npm run -s bench -- --json)
`;

/** Reads the arguments; null asks for the help. Throws with a sentence about what is wrong. */
export function readOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pages: { type: 'string', default: '200' },
      rounds: { type: 'string', default: '1' },
      only: { type: 'string', default: PARTS.join(',') },
      'idle-minutes': { type: 'string', default: '1' },
      'five-million': { type: 'boolean', default: false },
      'skip-peers': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  return {
    pages: readCount('pages', values.pages, 2, 100_000),
    rounds: readCount('rounds', values.rounds, 1, 100),
    parts: new Set(values.only.split(',').map(readPart)),
    fiveMillion: values['five-million'],
    idleMinutes: readCount('idle-minutes', values['idle-minutes'], 1, 24 * 60),
    json: values.json,
    skipPeers: values['skip-peers'],
  };
}

function readCount(name: string, text: string, min: number, max: number): number {
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (count >= min && count <= max) return count;
  throw new Error(`--${name} takes a whole number from ${min} to ${max}, not "${text}".`);
}

function readPart(text: string): Part {
  const part = PARTS.find((name) => name === text);
  if (part === undefined) throw new Error(`--only takes ${PARTS.join(', ')}, not "${text}".`);
  return part;
}
