import { contract } from '../../shared/api/contract.ts';
import { createDispatch } from '../../shared/api/dispatch.ts';
import { snapshotOf } from '../../shared/api/state.ts';
import type { SliceName } from '../../shared/api/state-model.ts';
import type { Transport } from '../../shared/api/transport.ts';
import type { OtherAddress } from '../../shared/api/turned-away-model.ts';
import type { Language } from '../../shared/messages/messages.ts';
import { removeLeftovers } from '../backup/staging.ts';
import type { Logger } from '../log.ts';
import type { Outages } from '../outages.ts';
import type { SetAsideFiles } from '../set-aside-files.ts';
import type { Document } from '../settings/document.ts';
import type { SecretBox } from '../settings/secret-box.ts';
import type { Settings } from '../settings/settings.ts';
import { dataFolder } from '../store/data-folder.ts';
import type { Store } from '../store/store.ts';
import type { Tunnel, TunnelView } from '../tunnel/tunnel.ts';
import type { UrlGuard } from '../url-guard.ts';
import { createAlarmClock } from './alarm-clock.ts';
import type { Desk } from './desk.ts';
import type { Download } from './download.ts';
import { Events } from './events.ts';
import { Exports } from './exports.ts';
import { backupHandlers } from './handlers/backups.ts';
import { cohortHandlers } from './handlers/cohorts.ts';
import { dataHandlers } from './handlers/data.ts';
import { deliveryHandlers } from './handlers/deliveries.ts';
import { exportHandlers } from './handlers/exports.ts';
import { hookHandlers } from './handlers/hook.ts';
import { memberHandlers } from './handlers/members.ts';
import { peopleHandlers } from './handlers/people.ts';
import { createSample } from './handlers/sample.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { createSetPaused, tunnelHandlers } from './handlers/tunnel.ts';
import { type DocumentName, Restores } from './restores.ts';
import { RetentionChange } from './retention-change.ts';
import { SavedBackups } from './saved-backups.ts';
import { PublishedState } from './state/published-state.ts';
import { stateSources } from './state/state-sources.ts';
import { createOutlookWatch } from './watch-outlook.ts';

export interface ApiPorts {
  readonly dataDir: string;
  readonly hookUrl: string;
  readonly store: Store;
  readonly tunnel: Tunnel;
  readonly settings: Document<Settings>;
  /** What a backup takes along. */
  readonly documents: Readonly<Record<DocumentName, Document<object>>>;
  readonly secrets: SecretBox;
  readonly language: () => Language;
  /** How numbers are written where this computer is. */
  readonly formatLocale: string;
  /** null in a browser. */
  readonly desk: Desk | null;
  readonly renewKey: () => Promise<string | null>;
  /** Why the store does not work; null when it does. */
  readonly trouble: () => string | null;
  /** Where documents that could not be read at the start are now. */
  readonly setAside: SetAsideFiles;
  readonly outages: Outages;
  readonly urlGuard: UrlGuard;
  /** Who posts to another hook URL. */
  readonly otherAddress: (nowMs: number) => OtherAddress | null;
  readonly now: () => number;
  readonly log: Logger;
}

/** Everything a screen can ask and be told: the near end of every transport. */
export interface Api extends Transport {
  /** A file that waits to be fetched; null when the ticket is used up, too old or never was. */
  takeDownload(ticket: string): Download | null;
  /** Takes the next piece of a backup; null when nobody announced it. Throws REQUEST_INVALID, REQUEST_TOO_LARGE. */
  readonly receiveUpload: Restores['receive'];
  /** What these slices of the state say may have changed. */
  note(...slices: readonly SliceName[]): void;
  /** Anything may have changed: this computer was asleep, or the folder is another. */
  noteAll(): void;
  close(): Promise<void>;
}

export function createApi(ports: ApiPorts): Api {
  const { store, settings, tunnel, log, dataDir, outages, urlGuard } = ports;
  const setPaused = createSetPaused(store, settings, tunnel);
  const { retentionDays: days, retentionBytes: bytes } = settings.value;
  const retention = new RetentionChange({ days, bytes }, (next) =>
    // Should it fail, the disk's trouble is met again with the next delivery, and told.
    store.setRetention(next).catch((error: unknown) => log.error('retention.failed', error)),
  );
  const events = new Events<typeof contract>();
  const exports = new Exports((state) => events.emit('export.changed', state), log);
  const saved = new SavedBackups({
    ...ports,
    onChanged: (state) => events.emit('backup.changed', state),
  });
  const restores = new Restores({
    ...ports,
    onProgress: (progress) => events.emit('restore.changed', progress),
  });
  removeLeftovers(dataDir);
  const removeCopies = async (): Promise<void> => {
    await Promise.all([saved.removeAll(), restores.removeAll()]);
  };
  const observe = (): void =>
    outages.observe({ isPaused: settings.value.paused, isTunnelDown: isDown(tunnel.view()) });
  const onChanged = (): void => {
    observe();
    state.noteAll();
  };
  const sample = createSample({
    ...ports,
    isPaused: () => settings.value.paused,
    onChanged,
  });
  const alarmClock = createAlarmClock(ports.now, () => state.noteNow('cohorts'));
  const watch = createOutlookWatch(log);
  const state = new PublishedState({
    sources: stateSources({
      ...ports,
      isSampleRunning: sample.isRunning,
      onChangeAt: alarmClock.set,
    }),
    hasViewers: () => events.hasListeners('app.changed'),
    onChanged(change) {
      const snapshot = snapshotOf(state.known());
      if (snapshot !== null) watch(snapshot);
      events.emit('app.changed', change);
    },
    now: ports.now,
    log,
  });
  const dispatch = createDispatch(
    contract,
    {
      'app.state': () => state.latest(),
      'app.snapshot': () => state.fresh(),
      ...cohortHandlers(store, onChanged),
      ...memberHandlers(store),
      ...peopleHandlers(store),
      ...deliveryHandlers(store, onChanged),
      ...exportHandlers({ ...ports, exports, rosterPath: dataFolder(dataDir).rosterPath }),
      ...settingsHandlers({ ...ports, retention, setPaused, onChanged }),
      'settings.noteSetAside': () => {
        ports.setAside.noteSeen();
        onChanged();
        return {};
      },
      ...backupHandlers({ ...ports, saved, restores, retention, setPaused, onChanged }),
      ...hookHandlers(urlGuard, onChanged),
      ...tunnelHandlers(ports),
      ...dataHandlers({ ...ports, stopSample: sample.stop, removeCopies, onChanged }),
      ...sample.handlers,
    },
    (name, error) => log.error('api.request-failed', error, { name }),
  );
  onChanged();
  return {
    request: dispatch,
    subscribe(name, listener) {
      const end = events.subscribe(name, listener);
      // With nobody looking the store is read rarely; what waits for that is read now.
      if (name === 'app.changed') state.noteViewer();
      return end;
    },
    takeDownload: (ticket) => exports.takeDownload(ticket) ?? saved.takeDownload(ticket),
    receiveUpload: (ticket, at, piece) => restores.receive(ticket, at, piece),
    note(...slices) {
      observe();
      state.note(...slices);
    },
    noteAll: onChanged,
    async close() {
      alarmClock.close();
      state.close();
      await sample.stop();
      await exports.close();
      await removeCopies();
    },
  };
}

/** Whether it was meant to be up, and Mixpanel finds nobody. */
function isDown({ provider, state }: TunnelView): boolean {
  return provider !== 'none' && ['connecting', 'reconnecting', 'failed'].includes(state);
}
