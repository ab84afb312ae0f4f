import { type Language, languageOf } from '../shared/messages/messages.ts';
import type { Logger } from './log.ts';
import { createReceiver } from './receiver/http-server.ts';
import { listenOnKeptPort } from './receiver/kept-port.ts';
import { openHook } from './settings/hook.ts';
import type { SecretBox } from './settings/secret-box.ts';
import { openSettings } from './settings/settings.ts';
import { dataFolder, makeDataFolder } from './store/data-folder.ts';
import { openStore } from './store/store.ts';

/** What a shell brings along. */
export interface RollcallOptions {
  readonly dir: string;
  /** 0 or undefined: the port kept from earlier starts, else any free one. */
  readonly port?: number | undefined;
  /** Replaces the kept secret of the hook URL. */
  readonly hookToken?: string | undefined;
  readonly secrets: SecretBox;
  /** The system's locale, for as long as the person chose no language. */
  readonly locale: string;
  readonly log: Logger;
}

export interface Rollcall {
  readonly hookUrl: string;
  readonly language: Language;
  /** Finishes what is in flight, then closes everything, newest first. */
  close(): Promise<void>;
}

/** Builds Rollcall over a data folder and starts receiving. Throws RollcallError when it can't. */
export async function createRollcall(options: RollcallOptions): Promise<Rollcall> {
  const { dir, secrets, log } = options;
  makeDataFolder(dir);
  const { settingsPath, hookPath } = dataFolder(dir);
  const settings = await openSettings(settingsPath);
  const language = (): Language =>
    settings.value.language === 'system' ? languageOf(options.locale) : settings.value.language;

  const store = await openStore({
    dir,
    log,
    isPaused: settings.value.paused,
    retention: { days: settings.value.retentionDays, bytes: settings.value.retentionBytes },
    onReopened: () => void Promise.all([settings.save(), hook.save()]),
  });
  // Opened under the store's lock: two Rollcalls must not make two secrets.
  const hook = await openHook(hookPath);
  for (const { setAside } of [settings, hook]) {
    if (setAside !== null) log.warn('settings.set-aside', { path: setAside });
  }
  if (options.hookToken !== undefined) await hook.update({ token: options.hookToken });

  const receiver = createReceiver({
    hookToken: hook.value.token,
    credentials: () => secrets.hookCredentials(),
    inbox: store,
    language,
    log,
  });
  try {
    const { port } = await listenOnKeptPort(receiver, options.port ?? 0, hook.value.port, log);
    if (hook.value.port === null) await hook.update({ port });
    return {
      hookUrl: `http://127.0.0.1:${port}/hook/${hook.value.token}`,
      language: language(),
      async close() {
        await receiver.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
