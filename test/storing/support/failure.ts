import { expect } from 'vitest';
import { type RunOptions, runRollcall } from '../../support/start-rollcall.ts';

/** A command fails as promised: exit code 1, one sentence on stderr, nothing on stdout. */
export async function failure(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await runRollcall(args, options);
  expect({ code, stdout }, args.join(' ')).toEqual({ code: 1, stdout: '' });
  const lines = stderr.trimEnd().split('\n');
  expect(lines, stderr).toHaveLength(1);
  return lines[0] ?? '';
}
