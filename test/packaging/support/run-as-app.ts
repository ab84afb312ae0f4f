/**
 * Runs the desktop app's own entry on Node, as far as it answers the command line: `electron` is a module whose every
 * piece but `app` throws when it is touched.
 * @example PACKED_APP=dist/electron/index.js node test/packaging/support/run-as-app.ts serve --data-dir DIR
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly paths: Record<string, string> = {};
  isSandboxed = false;

  setName(): void {}
  enableSandbox(): void {
    this.isSandboxed = true;
  }
  disableHardwareAcceleration(): void {}
  setPath(name: string, path: string): void {
    this.paths[name] = path;
  }
  getSystemLocale(): string {
    return 'en-US';
  }
  async whenReady(): Promise<void> {
    // The system asks the app to quit, e.g. at log-out.
    process.on('SIGUSR2', () => this.emit('before-quit', { preventDefault: () => {} }));
    const sandbox = this.isSandboxed ? 'on' : 'off';
    process.stderr.write(`ready: sandbox ${sandbox}, profile ${this.paths.userData}\n`);
  }
  exit(code: number): never {
    process.exit(code);
  }
}

const entryPath = resolve(process.env.PACKED_APP ?? '');
const available: Readonly<Record<string, unknown>> = {
  app: new App(),
  protocol: { registerSchemesAsPrivileged: () => {} },
  // Held from the start on, and used once there is a tunnel.
  utilityProcess: { fork: untouchable('a process of its own') },
};
const names =
  /import \{([^}]+)\} from "electron";/.exec(readFileSync(entryPath, 'utf8'))?.[1] ?? '';
Object.assign(globalThis, {
  playedElectron: (name: string): unknown => available[name] ?? untouchable(name),
});
const source = names
  .split(',')
  .map((name) => name.trim().split(' as ')[0] ?? '')
  .map((name) => `export const ${name} = playedElectron('${name}');`)
  .join('\n');

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'played:electron', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === 'played:electron'
      ? { format: 'module', source, shortCircuit: true }
      : next(url, context),
});

function untouchable(name: string): unknown {
  const touched = (): never => {
    throw new Error(`A command has no use for ${name}`);
  };
  return new Proxy(class {}, { get: touched, construct: touched });
}

process.argv[1] = entryPath;
await import(pathToFileURL(entryPath).href);
