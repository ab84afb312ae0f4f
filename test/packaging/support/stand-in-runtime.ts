import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where Electron keeps its fuses: this mark, their version and number, and one digit for each, '0' off and '1' on. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = [
  'RunAsNode',
  'EnableCookieEncryption',
  'EnableNodeOptionsEnvironmentVariable',
  'EnableNodeCliInspectArguments',
  'EnableEmbeddedAsarIntegrityValidation',
  'OnlyLoadAppFromAsar',
  'LoadBrowserProcessSpecificV8Snapshot',
  'GrantFileProtocolExtraPrivileges',
  'WasmTrapHandlers',
];
/** As Electron comes. */
const AS_BUILT = '101100011';

/** Which fuses of a program are on. */
export function fusesOf(programPath: string): Record<string, boolean> {
  const program = readFileSync(programPath);
  const at = program.indexOf(FUSE_MARK) + FUSE_MARK.length + 2;
  return Object.fromEntries(
    FUSES.map((name, i) => [name, program.toString('latin1', at + i, at + i + 1) === '1']),
  );
}

/** A folder laid out as Electron's for Linux, whose program does nothing, but has fuses to set. */
export function makeStandInRuntime(dir: string, version: string): void {
  const program = Buffer.concat([
    Buffer.from(`#!/bin/sh\nexit 0\n# ${FUSE_MARK}`),
    Buffer.from([1, FUSES.length]),
    Buffer.from(AS_BUILT),
  ]);
  const files: Readonly<Record<string, string | Buffer>> = {
    electron: program,
    'chrome-sandbox': '',
    LICENSE: 'Electron’s',
    'LICENSES.chromium.html': 'Chromium’s',
    version,
    'locales/en-US.pak': '',
    'locales/ja.pak': '',
    'locales/fr.pak': '',
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  chmodSync(join(dir, 'electron'), 0o755);
}
