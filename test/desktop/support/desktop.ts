/** The app as a person has it: a tray, a menu, dialogs, a window. */
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { beforeAll } from 'vitest';
import * as z from 'zod';
import { makeDataFolder } from '../../support/data-folders.ts';
import { until } from '../../support/until.ts';
import {
  chooseDriver,
  desktopEnvironment,
  type Launch,
  type RunningApp,
  startAgain,
} from './driver.ts';
import './seen.ts';

const storedSchema = z.object({ bounds: z.unknown() });
const hookSchema = z.object({ token: z.string(), port: z.number() });
const driver = chooseDriver();
const running = new Set<RunningApp>();

/** An item of a menu, as it shows. */
export interface Item {
  readonly label: string;
  readonly isEnabled: boolean;
  readonly isChecked: boolean;
  readonly accelerator: string | null;
  readonly items: readonly Item[];
}

export interface StartOptions {
  readonly dataDir?: string;
  readonly args?: readonly string[];
  readonly hasTray?: boolean;
  readonly language?: 'en-GB' | 'ja';
  readonly environment?: Readonly<Record<string, string>>;
}

/** Says what these tests run on, and ends what a failed test left running. */
export function sayWhatItRunsOn(): void {
  beforeAll(() => {
    process.stderr.write(`desktop: ${driver.name}\n`);
  });
}

export async function endApps(): Promise<void> {
  for (const app of running) {
    process.kill(app.pid, 'SIGKILL');
    await app.exited;
  }
}

export class Desktop {
  readonly dataDir: string;
  readonly #app: RunningApp;
  readonly #launch: Launch;

  private constructor(dataDir: string, app: RunningApp, launch: Launch) {
    this.dataDir = dataDir;
    this.#app = app;
    this.#launch = launch;
  }

  /** Starts it and waits for its tray. */
  static async start(options: StartOptions = {}): Promise<Desktop> {
    const dataDir = options.dataDir ?? (await makeDataFolder());
    const { args = [], language = 'en-GB', hasTray, environment } = options;
    const launch = {
      args: ['--data-dir', dataDir, `--lang=${language}`, ...args],
      environment: { ...desktopEnvironment(dataDir, hasTray), ...environment },
    };
    const app = await driver.start(launch);
    running.add(app);
    void app.exited.then(() => running.delete(app));
    const desktop = new Desktop(dataDir, app, launch);
    await until('the tray is there', () => desktop.main(() => seen.trays.length > 0));
    return desktop;
  }

  get evaluate(): RunningApp['evaluate'] {
    return this.#app.evaluate;
  }
  /** Runs a function in main that needs nothing of Electron. */
  main<R>(run: () => R): Promise<R> {
    return this.#app.evaluate(run, undefined);
  }
  get exited(): Promise<number | null> {
    return this.#app.exited;
  }
  get pid(): number {
    return this.#app.pid;
  }
  log(): string {
    return this.#app.log();
  }
  page(): Promise<Page> {
    return this.#app.page();
  }
  /** The person starts Rollcall again; the exit code of that start. */
  startAgain(): Promise<number | null> {
    return startAgain(driver, this.#launch);
  }
  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.exited;
  }

  trayMenu(): Promise<readonly Item[]> {
    return this.main(() => {
      const itemOf = (item: Electron.MenuItem): Item => ({
        label: item.label,
        isEnabled: item.enabled,
        isChecked: item.checked,
        accelerator: item.accelerator ?? null,
        items: item.submenu?.items.map(itemOf) ?? [],
      });
      return seen.trays.at(-1)?.menu.items.map(itemOf) ?? [];
    });
  }
  /** Which state the tray's picture shows, as its file is called. */
  trayPicture(): Promise<string> {
    return this.main(() => /tray-([a-z]+?)(Template|-)/.exec(seen.images.at(-1) ?? '')?.[1] ?? '');
  }
  trayToolTip(): Promise<string> {
    return this.main(() => seen.toolTips.at(-1) ?? '');
  }
  /** What was told outside the window so far. */
  notifications(): Promise<readonly { readonly title: string; readonly body: string }[]> {
    return this.main(() => seen.notifications.map(({ title, body }) => ({ title, body })));
  }
  /** The words at the top of the tray's menu. */
  async trayWords(): Promise<string> {
    return (await this.trayMenu())[0]?.label ?? '';
  }
  /** Chooses an item of the tray's menu by the labels that lead to it, given in full or by their start. */
  async choose(...labels: readonly string[]): Promise<void> {
    await until(`the tray's menu offers ${labels.join(' > ')}`, () =>
      this.#app.evaluate((_electron, path) => {
        let items = seen.trays.at(-1)?.menu.items ?? [];
        let found: Electron.MenuItem | undefined;
        for (const label of path) {
          found = items.find((item) => item.enabled && item.label.startsWith(label));
          items = found?.submenu?.items ?? [];
        }
        found?.click();
        return found !== undefined;
      }, labels),
    );
  }
  /** Presses the keys of an item in the application menu. */
  async press(accelerator: string): Promise<void> {
    await this.#app.evaluate(({ Menu }, keys) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((menu) => menu.submenu?.items ?? []);
      const item = items?.find((candidate) => candidate.accelerator === keys);
      if (item === undefined) throw new Error(`No item of the menu has the keys ${keys}`);
      item.click();
    }, accelerator);
  }

  /** What the person answers to the next save dialog; '' closes it. */
  answerSave(file: string): Promise<unknown> {
    return this.#app.evaluate((_electron, path) => seen.answers.files.push(path), file);
  }
  /** The button the person presses in the next message box. */
  answerBox(label: string): Promise<unknown> {
    return this.#app.evaluate((_electron, button) => seen.answers.buttons.push(button), label);
  }

  /** The window's close button. */
  closeWindow(): Promise<void> {
    return this.#app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(),
      null,
    );
  }
  async window(): Promise<{
    readonly isVisible: boolean;
    readonly isFocused: boolean;
    readonly bounds: Electron.Rectangle;
  } | null> {
    return await this.#app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) return null;
      const isVisible = window.isVisible();
      return { isVisible, isFocused: window.isFocused(), bounds: window.getBounds() };
    }, null);
  }
  /** The titles in the application menu. */
  menuTitles(): Promise<readonly string[]> {
    return this.#app.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [],
      null,
    );
  }
  /** Whether this is where the window would open at the next start. */
  async remembers(bounds: Electron.Rectangle): Promise<boolean> {
    const text = await readFile(join(this.dataDir, 'desktop.json'), 'utf8').catch(() => '{}');
    const stored: unknown = JSON.parse(text || '{}');
    return isDeepStrictEqual(storedSchema.parse(stored).bounds, bounds);
  }
  async isShown(isVisible = true): Promise<void> {
    await until(`the window is ${isVisible ? 'shown' : 'hidden'}`, async () => {
      return ((await this.window())?.isVisible ?? false) === isVisible;
    });
  }
  /** This computer's own, as its data folder knows it. */
  hookUrl(): Promise<string> {
    return until('the hook URL is there', async () => {
      const text = await readFile(join(this.dataDir, 'hook.json'), 'utf8').catch(() => '{}');
      const hook = hookSchema.safeParse(JSON.parse(text || '{}'));
      return hook.success && `http://127.0.0.1:${hook.data.port}/hook/${hook.data.token}`;
    });
  }
  clipboard(): Promise<string> {
    return this.#app.evaluate(({ clipboard }) => clipboard.readText(), null);
  }

  /** Quits from the tray, with nothing on its way. */
  async quit(): Promise<number | null> {
    await this.choose('Quit Rollcall');
    return await this.exited;
  }
}

/** A folder to export into. */
export function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}
