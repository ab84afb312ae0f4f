import type { SliceName } from '../shared/api/state-model.ts';
import type { ErrorCode } from '../shared/errors.ts';
import { type Language, languageOf } from '../shared/messages/messages.ts';
import { type Api, createApi } from './api/create-api.ts';
import type { Desk } from './api/desk.ts';
import { type RunningScreens, type ScreensOptions, startScreens } from './api/start-screens.ts';
import type { Logger } from './log.ts';
import { OtherAddressWatch } from './other-address.ts';
import { Outages } from './outages.ts';
import { createReceiver } from './receiver/http-server.ts';
import { listenOnKeptPort } from './receiver/kept-port.ts';
import { withNews } from './receiver/with-news.ts';
import { isPublic } from './rhythm/guard-addresses.ts';
import { SetAsideFiles } from './set-aside-files.ts';
import type { Document } from './settings/document.ts';
import { type HandedOutAddresses, openHandedOut } from './settings/handed-out.ts';
import { type Hook, openHook } from './settings/hook.ts';
import { type OtherAddressCalls, openOtherAddress } from './settings/other-address.ts';
import { openPresence, type Presence } from './settings/presence.ts';
import { saveAgain } from './settings/save-again.ts';
import { openScreens, type Screens } from './settings/screens.ts';
import type { SecretBox } from './settings/secret-box.ts';
import { openSettings, type Settings } from './settings/settings.ts';
import {
  openTunnelReport,
  openTunnelSettings,
  type TunnelReport,
  type TunnelSettings,
} from './settings/tunnel.ts';
import { dataFolder, openingTrouble } from './store/data-folder.ts';
import { makeDataFolder } from './store/make-data-folder.ts';
import { openStore, type Store } from './store/store.ts';
import type { TunnelChange } from './tunnel/change.ts';
import { startChildProcess } from './tunnel/child-process-helper.ts';
import type { StartHelper } from './tunnel/helper.ts';
import type { NgrokPlace } from './tunnel/make-provider.ts';
import { Probes } from './tunnel/probes.ts';
import { createTunnel, type Tunnel } from './tunnel/tunnel.ts';
import { UrlGuard } from './url-guard.ts';

/** What a shell brings along. */
export interface RollcallOptions {
  readonly dir: string;
  /** 0 or undefined: the port kept from earlier starts, else any free one. */
  readonly port?: number | undefined;
  /** Replaces the kept secret of the hook URL. */
  readonly hookToken?: string | undefined;
  /** Serves the screens to a browser; left out, nobody does. */
  readonly screens?: ScreensOptions;
  /** What a desktop shell does; left out, screens are in a browser. */
  readonly desk?: Desk;
  readonly secrets: SecretBox;
  readonly tunnel?: TunnelOptions;
  /** The system's language, for as long as the person chose none. */
  readonly locale: string;
  /** The system's region, which says how spreadsheets write numbers; often another than the language's. */
  readonly formatLocale: string;
  /** Left out: the system's clock. */
  readonly now?: () => number;
  readonly log: Logger;
}

/** What a shell says of the tunnel. */
export interface TunnelOptions {
  /** Left out: in a child process. */
  readonly startHelper?: StartHelper | undefined;
  readonly place?: NgrokPlace;
  /** Whether Mixpanel can reach a host; left out: by its name or number. */
  readonly isPublic?: (host: string) => boolean;
  /** What this start chooses, to be kept for later ones. */
  readonly choice?: TunnelChange | null;
}

export interface Rollcall {
  readonly hookUrl: string;
  /** Where a browser finds the screens, with the key in it; null when they are not served. */
  readonly uiUrl: string | null;
  /** An address that leads there once, without the key in it; null as above. */
  readonly openingUrl: () => string | null;
  /** Everything a screen can ask and be told. */
  readonly api: Api;
  readonly tunnel: Tunnel;
  readonly language: Language;
  /** Finishes what is in flight, then closes everything, newest first. */
  close(): Promise<void>;
}

/** Builds Rollcall over a data folder and starts receiving. Throws RollcallError when it can't. */
export async function createRollcall(options: RollcallOptions): Promise<Rollcall> {
  const { dir, log } = options;
  const documents: Document<object>[] = [];
  const changed: Changed = { note: () => {}, noteAll: () => {}, cameOver: () => {} };
  let trouble: ErrorCode | null = null;
  const setAside = new SetAsideFiles();
  try {
    makeDataFolder(dir);
    const settings = await openSettings(dataFolder(dir).settingsPath);
    documents.push(settings);
    const store = await openStore({
      dir,
      log,
      now: options.now,
      isPaused: settings.value.paused,
      retention: { days: settings.value.retentionDays, bytes: settings.value.retentionBytes },
      onClosed: () => changed.note('cohorts', 'deliveries'),
      onSetAside(paths) {
        setAside.add(paths);
        changed.note('setAside', 'history');
      },
      onReopened: () => void saveAgain(documents, log),
      onApplied: () => changed.note('cohorts', 'deliveries', 'history', 'turnedAway'),
      onTurnedAway: () => changed.note('turnedAway', 'deliveries', 'cohorts'),
      onTrouble: (code) => {
        trouble = code;
        changed.note('trouble', 'cohorts', 'deliveries', 'turnedAway');
      },
    });
    try {
      // Opened under the store's lock: two Rollcalls must not make two secrets.
      const hook = await openHook(dataFolder(dir).hookPath);
      documents.push(hook);
      const screens = await openScreens(dataFolder(dir).screensPath);
      const tunnel = await openTunnelSettings(dataFolder(dir).tunnelPath);
      documents.push(screens, tunnel);
      const presence = await openPresence(dataFolder(dir).presencePath);
      const handedOut = await openHandedOut(dataFolder(dir).handedOutPath);
      const otherAddress = await openOtherAddress(dataFolder(dir).otherAddressPath);
      documents.push(presence, handedOut, otherAddress);
      const tunnelReport = await openTunnelReport(dataFolder(dir).tunnelReportPath);
      documents.push(tunnelReport);
      const parts = {
        ...{ settings, hook, screens, tunnel, tunnelReport, presence, handedOut, otherAddress },
        ...{ store, changed, setAside, trouble: () => trouble },
      };
      return await start(options, parts);
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    throw openingTrouble(error, dir);
  }
}

/** Whom to tell that something changed; nobody until there is an API. */
interface Changed {
  /** What these slices of the state say. */
  note: (...slices: readonly SliceName[]) => void;
  noteAll: () => void;
  /** Over which host a delivery came; nobody is told until there is a tunnel. */
  cameOver: (host: string | null) => void;
}

interface Parts {
  readonly settings: Document<Settings>;
  readonly hook: Document<Hook>;
  readonly screens: Document<Screens>;
  readonly tunnel: Document<TunnelSettings>;
  readonly tunnelReport: Document<TunnelReport>;
  readonly presence: Document<Presence>;
  readonly handedOut: Document<HandedOutAddresses>;
  readonly otherAddress: Document<OtherAddressCalls>;
  readonly store: Store;
  readonly trouble: () => ErrorCode | null;
  readonly setAside: SetAsideFiles;
  readonly changed: Changed;
}

async function start(
  options: RollcallOptions,
  { settings, hook, screens, store, trouble, changed, setAside, ...parts }: Parts,
): Promise<Rollcall> {
  const { secrets, log, locale, formatLocale, port, hookToken, dir, now = Date.now } = options;
  const { presence, handedOut } = parts;
  const documents = [settings, hook, screens, parts.tunnel, presence, handedOut];
  const unreadable = documents.flatMap((document) => document.setAside ?? []);
  for (const path of unreadable) log.warn('settings.set-aside', { path });
  setAside.add(unreadable);
  if (hookToken !== undefined && hookToken !== hook.value.token) {
    await hook.update({ token: hookToken });
  }
  const language = (): Language =>
    settings.value.language === 'system' ? languageOf(locale) : settings.value.language;
  const probes = new Probes();
  const otherAddress = new OtherAddressWatch({
    document: parts.otherAddress,
    onChange: () => changed.note('turnedAway'),
    log,
  });
  const receiver = createReceiver({
    hookToken: hook.value.token,
    credentials: () => secrets.hookCredentials(),
    inbox: withNews(store, (host) => {
      changed.cameOver(host);
      changed.note('deliveries');
    }),
    onProbe: (mark) => probes.arrived(mark),
    onOtherHook: (atMs) => otherAddress.note(atMs),
    language,
    now,
    log,
  });
  const kept = hook.value.port;
  const closers: (() => Promise<void>)[] = [() => store.close(), () => otherAddress.close()];
  closers.push(() => receiver.close());
  try {
    const wanted = port ?? 0;
    const taken = await listenOnKeptPort(receiver, { name: 'receiver', wanted, kept, log });
    if (kept === null) await hook.update({ port: taken.port });
    const hookPath = `/hook/${hook.value.token}`;
    const hookUrl = `http://127.0.0.1:${taken.port}${hookPath}`;
    const tunnel = createTunnel({
      settings: parts.tunnel,
      report: parts.tunnelReport,
      secrets,
      probes,
      startHelper: options.tunnel?.startHelper ?? startChildProcess,
      place: options.tunnel?.place ?? { server: null, caPath: null, probe: null },
      hookToken: hook.value.token,
      receiverPort: taken.port,
      isPublic: options.tunnel?.isPublic ?? isPublic,
      isPaused: () => settings.value.paused,
      onChange: () => changed.note('tunnel', 'outlook'),
      log,
    });
    changed.cameOver = tunnel.noteDelivery;
    // The tunnel closes after the receiver, which answers through it what is in flight: whoever comes in between is told
    // to come again, and not that there is nobody.
    closers.splice(1, 0, () => tunnel.close());
    const outages = new Outages({
      document: presence,
      now,
      onBack: () => changed.noteAll(),
      log,
    });
    closers.push(() => outages.close());
    const urlGuard = new UrlGuard({
      document: handedOut,
      addressInForce: () => tunnel.view().publicHookUrl,
      namesHosts: () => tunnel.view().provider !== 'manual',
      hookPath,
      now,
      log,
    });
    let running: RunningScreens | null = null;
    const api = createApi({
      dataDir: dir,
      hookUrl,
      store,
      tunnel,
      settings,
      documents: {
        'settings.json': settings,
        'hook.json': hook,
        'tunnel.json': parts.tunnel,
        'handed-out.json': handedOut,
      },
      secrets,
      language,
      formatLocale,
      desk: options.desk ?? null,
      renewKey: async () => (await running?.renewKey()) ?? null,
      trouble,
      setAside,
      outages,
      urlGuard,
      otherAddress: (nowMs) => otherAddress.current(nowMs),
      now,
      log,
    });
    changed.note = api.note;
    changed.noteAll = api.noteAll;
    closers.splice(1, 0, () => api.close());
    if (options.screens !== undefined) {
      running = await startScreens(options.screens, screens, api, log);
      closers.push(running.close);
    }
    if (options.tunnel?.choice == null) tunnel.start();
    else await tunnel.configure(options.tunnel.choice);
    return {
      hookUrl,
      api,
      tunnel,
      language: language(),
      get uiUrl() {
        return running?.url ?? null;
      },
      openingUrl: () => running?.openingUrl() ?? null,
      close: () => closeAll(closers),
    };
  } catch (error) {
    // The store is closed by whoever opened it.
    await closeAll(closers.slice(1));
    throw error;
  }
}

async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closers.toReversed()) await close();
}
