/** The desktop app, run for a test: on Electron where its runtime is installed, else on the stand-in. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Electron from 'electron';
import type { Page } from 'playwright-core';
import { findElectronRuntime, hasDisplay } from '../../../main/cli/electron-runtime.ts';
import { startOnElectron } from './on-electron.ts';
import { startOnStandIn } from './on-stand-in.ts';

/** A running app. */
export interface RunningApp {
  readonly pid: number;
  /** Runs a function of the test in the app's main process; it sees nothing but its parameters and `seen`. */
  evaluate<R, A>(run: (electron: typeof Electron, arg: A) => R | Promise<R>, arg: A): Promise<R>;
  /** The page in the window, as soon as there is one. */
  page(): Promise<Page>;
  /** Its exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** What it said on stderr. */
  log(): string;
}

export interface Launch {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The two ways to run the built app. */
export interface DesktopDriver {
  readonly name: string;
  /** How a person's second start looks: the program and what stands before the app's own arguments. */
  readonly command: readonly string[];
  start(launch: Launch): Promise<RunningApp>;
}

const rootDir = fileURLToPath(new URL('../../../', import.meta.url));
const watcher = fileURLToPath(new URL('./watch-electron.cjs', import.meta.url));
const entry = join(rootDir, 'dist', 'electron', 'index.js');
const register = join(rootDir, 'test', 'support', 'electron', 'register.ts');

/** Electron's program, if it is installed and can show a window. */
export function electronHere(): string | null {
  return hasDisplay(process.env, process.platform) ? findElectronRuntime(process.env) : null;
}

export function chooseDriver(): DesktopDriver {
  const runtime = electronHere();
  if (runtime !== null) {
    const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '-r', watcher, rootDir];
    return {
      name: 'on Electron itself',
      command: [runtime, ...args],
      start: (launch) => startOnElectron(runtime, args, launch),
    };
  }
  const nodeArgs = ['--import', register, '--import', watcher];
  return {
    name: 'on a stand-in for Electron, its pages in Chromium',
    command: [process.execPath, ...nodeArgs, entry],
    start: (launch) => startOnStandIn(nodeArgs, entry, launch),
  };
}

/** A second start: runs the app until it ends by itself. */
export async function startAgain(driver: DesktopDriver, launch: Launch): Promise<number | null> {
  const [program = '', ...before] = driver.command;
  const child = spawn(program, [...before, ...launch.args], {
    env: launch.environment,
    stdio: 'ignore',
  });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : null;
}

/**
 * The environment of a person's desktop, in a home of its own. `hasTray`: whether the desktop says that it shows
 * tray icons.
 */
export function desktopEnvironment(dataDir: string, hasTray = true): Record<string, string> {
  const home = join(dirname(dataDir), 'home');
  const bin = join(home, hasTray ? 'bin' : 'bin-no-tray');
  mkdirSync(bin, { recursive: true });
  const answers = join(bin, 'dbus-send');
  writeFileSync(answers, `#!/bin/sh\necho "   boolean ${hasTray}"\n`);
  chmodSync(answers, 0o755);
  const names = [
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'XAUTHORITY',
    'CHROMIUM_PATH',
    'TMPDIR',
    'SystemRoot',
  ];
  const kept = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    PATH: [bin, process.env.PATH ?? ''].join(delimiter),
  };
}
