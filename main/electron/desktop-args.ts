import { parseArgs } from 'node:util';

export interface DesktopArgs {
  readonly dataDir: string | undefined;
  readonly port: number | undefined;
}

const MAX_PORT = 65_535;

/** Ours among the arguments; Chromium has many of its own, and it adds some. */
export function readDesktopArgs(args: readonly string[]): DesktopArgs {
  const { values } = parseArgs({
    args: [...args],
    options: { 'data-dir': { type: 'string' }, port: { type: 'string' } },
    strict: false,
  });
  const dataDir = values['data-dir'];
  const port = typeof values.port === 'string' ? Number(values.port) : Number.NaN;
  return {
    dataDir: typeof dataDir === 'string' ? dataDir : undefined,
    port: Number.isInteger(port) && port >= 0 && port <= MAX_PORT ? port : undefined,
  };
}
