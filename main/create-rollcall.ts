import { type Language, languageOf } from '../shared/messages/messages.ts';
import type { Logger } from './log.ts';
import { createReceiver } from './receiver/http-server.ts';
import { listenOnKeptPort } from './receiver/kept-port.ts';
import type { Document } from './settings/document.ts';
import { type Hook, openHook } from './settings/hook.ts';
import type { SecretBox } from './settings/secret-box.ts';
import { openSettings, type Settings } from './settings/settings.ts';
import { dataFolder, makeDataFolder, openingTrouble } from './store/data-folder.ts';
import { openStore, type Store } from './store/store.ts';

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
  const { dir, log } = options;
  const documents: Document<object>[] = [];
  try {
    makeDataFolder(dir);
    const settings = await openSettings(dataFolder(dir).settingsPath);
    documents.push(settings);
    const store = await openStore({
      dir,
      log,
      isPaused: settings.value.paused,
      retention: { days: settings.value.retentionDays, bytes: settings.value.retentionBytes },
      onReopened: () => void saveAgain(documents, log),
    });
    try {
      // Opened under the store's lock: two Rollcalls must not make two secrets.
      const hook = await openHook(dataFolder(dir).hookPath);
      documents.push(hook);
      return await startReceiving(options, { settings, hook, store });
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    throw openingTrouble(error, dir);
  }
}

interface Parts {
  readonly settings: Document<Settings>;
  readonly hook: Document<Hook>;
  readonly store: Store;
}

async function startReceiving(
  { secrets, log, locale, port, hookToken }: RollcallOptions,
  { settings, hook, store }: Parts,
): Promise<Rollcall> {
  for (const { setAside } of [settings, hook]) {
    if (setAside !== null) log.warn('settings.set-aside', { path: setAside });
  }
  if (hookToken !== undefined && hookToken !== hook.value.token) {
    await hook.update({ token: hookToken });
  }
  const language = (): Language =>
    settings.value.language === 'system' ? languageOf(locale) : settings.value.language;
  const receiver = createReceiver({
    hookToken: hook.value.token,
    credentials: () => secrets.hookCredentials(),
    inbox: store,
    language,
    log,
  });
  const taken = await listenOnKeptPort(receiver, port ?? 0, hook.value.port, log);
  try {
    if (hook.value.port === null) await hook.update({ port: taken.port });
  } catch (error) {
    await receiver.close();
    throw error;
  }
  return {
    hookUrl: `http://127.0.0.1:${taken.port}/hook/${hook.value.token}`,
    language: language(),
    async close() {
      await receiver.close();
      await store.close();
    },
  };
}

/** The folder was replaced: what was chosen stays as it is. */
async function saveAgain(documents: readonly Document<object>[], log: Logger): Promise<void> {
  try {
    for (const document of documents) await document.save();
  } catch (error) {
    log.error('settings.save-failed', error);
  }
}
