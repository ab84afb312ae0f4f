import { beforeAll } from 'vitest';

/** Says what these tests ran on: Electron itself is not among it. */
export function sayWhatItRunsOn(): void {
  beforeAll(() => {
    process.stderr.write('shell: on a stand-in for Electron, typed by its typings\n');
  });
}
