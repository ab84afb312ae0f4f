import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT_DIR = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT_DIR, 'SECURITY.md'), 'utf8');
const POINTS_OF_ELECTRON = 20;

/** A test file in backticks, and the name of a test or of its group. */
const PROOF = /`(test\/[^`]+)` \*([^*]+)\*/g;

const rows = PAGE.split('\n').filter((line) => /^\| /.test(line) && !/proven by/.test(line));

describe('SECURITY.md', () => {
  it('has every point of Electron’s checklist', () => {
    const numbers = rows.flatMap((row) => /^\| (\d+) \|/.exec(row)?.[1] ?? []);
    expect(numbers).toEqual(Array.from({ length: POINTS_OF_ELECTRON }, (_, i) => String(i + 1)));
  });

  it.each(rows)('names a test that exists: %s', (row) => {
    const proofs = [...row.matchAll(PROOF)];
    expect(proofs).not.toEqual([]);
    for (const [, path = '', name = ''] of proofs) {
      expect(existsSync(join(ROOT_DIR, path))).toBe(true);
      expect(readFileSync(join(ROOT_DIR, path), 'utf8')).toContain(name);
    }
  });
});
