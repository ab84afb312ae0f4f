import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, vi } from 'vitest';
import type { Desk } from '../../../main/api/desk.ts';
import { createRollcall, type Rollcall } from '../../../main/create-rollcall.ts';
import { createLogger } from '../../../main/log.ts';
import { environmentSecrets, type SecretBox } from '../../../main/settings/secret-box.ts';
import { type Client, createClient } from '../../../shared/api/client.ts';
import { type AppContract, contract } from '../../../shared/api/contract.ts';
import { makeDataFolder } from '../../support/data-folders.ts';
import { type Page, sendPage } from '../../support/mixpanel.ts';
import { until } from '../../support/until.ts';
import { cloning, loopback, type OpenTransport } from './transports.ts';

// Each test starts threads of its own, which takes its time on a small machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

export type AppClient = Client<AppContract>;
export type TransportName = 'loopback' | 'ipc';

/** A Rollcall in this process with a page of its own, and screens that talk to it. */
export interface Given {
  readonly dataDir: string;
  readonly secrets: SecretBox;
  /** null: the screens are in a browser alone. */
  readonly desk: Desk | null;
  /** What was logged. */
  readonly logged: string[];
  readonly rollcall: Rollcall;
  readonly uiUrl: string;
  /** Another screen. */
  readonly connect: (name: TransportName) => Promise<AppClient>;
  /** Sends a page and waits until it is applied. */
  readonly deliver: (page: Page) => Promise<void>;
}

export const test = base.extend<Given>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  dataDir: async ({}, use) => {
    await use(await makeDataFolder());
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  secrets: async ({}, use) => {
    await use(environmentSecrets({}));
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  desk: async ({}, use) => {
    await use(null);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  logged: async ({}, use) => {
    await use([]);
  },
  rollcall: async ({ dataDir, secrets, desk, logged }, use) => {
    const rendererDir = join(dataDir, '..', 'page');
    await mkdir(join(rendererDir, 'assets'), { recursive: true });
    await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>Rollcall</title>');
    await writeFile(join(rendererDir, 'assets', 'index-abc.js'), 'void 0;');
    const rollcall = await createRollcall({
      dir: dataDir,
      screens: { rendererDir },
      ...(desk === null ? {} : { desk }),
      // What stands in for the internet is on this computer.
      tunnel: { isPublic: () => true },
      secrets,
      locale: 'en-GB',
      formatLocale: 'en-GB',
      log: createLogger((line) => logged.push(line)),
    });
    await use(rollcall);
    await rollcall.close();
  },
  uiUrl: async ({ rollcall }, use) => {
    await use(rollcall.uiUrl ?? '');
  },
  connect: async ({ rollcall, uiUrl }, use) => {
    const opened: OpenTransport[] = [];
    await use(async (name) => {
      const transport = name === 'ipc' ? cloning(rollcall.api) : await loopback(uiUrl);
      opened.push(transport);
      return createClient(contract, transport);
    });
    for (const transport of opened) transport.close();
  },
  deliver: async ({ rollcall }, use) => {
    const client = createClient(contract, cloning(rollcall.api));
    await use(async (page) => {
      const { status } = await sendPage(rollcall.hookUrl, page);
      if (status !== 200) throw new Error(`The page was answered with ${status}.`);
      await until('the page is applied', async () => {
        const { waiting } = await client.call('app.snapshot', {});
        return waiting === 0;
      });
    });
  },
});

/** A person as Mixpanel tells of them. */
export function person(id: string, properties: Readonly<Record<string, unknown>> = {}) {
  return { mixpanel_distinct_id: id, email: `${id}@example.com`, ...properties };
}
