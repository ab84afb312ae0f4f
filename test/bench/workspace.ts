import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder and the processes at work in it; nothing of either outlives the bench. */
export interface Workspace {
  /** Makes a new folder. */
  readonly folder: (name: string) => string;
  readonly remove: (path: string) => void;
  /** Has the process ended with the bench, whatever ends it. */
  readonly watch: <C extends ChildProcess>(child: C) => C;
  readonly close: () => void;
}

export function openWorkspace(): Workspace {
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  const children = new Set<ChildProcess>();
  let folders = 0;
  const remove = (path: string): void =>
    rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 });
  const close = (): void => {
    for (const child of children) child.kill('SIGKILL');
    remove(dir);
  };
  process.once('exit', close);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return {
    folder(name) {
      const path = join(dir, `${name}-${++folders}`);
      mkdirSync(path, { mode: 0o700 });
      return path;
    },
    remove,
    watch(child) {
      children.add(child);
      child.once('exit', () => children.delete(child));
      return child;
    },
    close,
  };
}
