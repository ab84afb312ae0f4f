import type { Logger } from '../log.ts';
import { listenOnKeptPort } from '../receiver/kept-port.ts';
import type { Document } from '../settings/document.ts';
import { newKey, type Screens } from '../settings/screens.ts';
import type { Api } from './create-api.ts';
import { createLoopbackTransport } from './loopback-transport.ts';

export interface ScreensOptions {
  /** The built page. */
  readonly rendererDir: string;
  /** 0 or undefined: the port kept from earlier starts, else any free one. */
  readonly port?: number | undefined;
}

/** The screens, served to browsers on this computer. */
export interface RunningScreens {
  /** Their address with the key in it. */
  readonly url: string;
  /** An address that leads there once, without the key in it. */
  openingUrl(): string;
  /** Makes every open page and address worthless; returns the new one. */
  renewKey(): Promise<string>;
  close(): Promise<void>;
}

/** Serves the screens on a port and under a key that are kept for later starts. Throws PORT_IN_USE. */
export async function startScreens(
  { rendererDir, port }: ScreensOptions,
  document: Document<Screens>,
  api: Api,
  log: Logger,
): Promise<RunningScreens> {
  log.hide(document.value.key);
  const transport = createLoopbackTransport({
    api,
    rendererDir,
    key: () => document.value.key,
    log,
  });
  const kept = document.value.port;
  const taken = await listenOnKeptPort(transport, {
    name: 'screens',
    wanted: port ?? 0,
    kept,
    log,
  });
  const origin = `http://127.0.0.1:${taken.port}`;
  const url = (): string => `${origin}/#${document.value.key}`;
  try {
    if (kept === null) await document.update({ port: taken.port });
  } catch (error) {
    await transport.close();
    throw error;
  }
  return {
    get url() {
      return url();
    },
    openingUrl: () => origin + transport.openingPath(),
    async renewKey() {
      const key = newKey();
      log.hide(key);
      await document.update({ key });
      transport.closePages();
      return url();
    },
    close: () => transport.close(),
  };
}
