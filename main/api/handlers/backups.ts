import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import { RollcallError } from '../../../shared/errors.ts';
import { knownTimeZone } from '../../../shared/time-zone.ts';
import { type BackupPart, MOVED_DOCUMENTS } from '../../backup/format.ts';
import type { Document } from '../../settings/document.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Store } from '../../store/store.ts';
import type { Desk } from '../desk.ts';
import { backupFileName } from '../file-name.ts';
import type { DocumentName, Restores } from '../restores.ts';
import type { RetentionChange } from '../retention-change.ts';
import type { SavedBackups } from '../saved-backups.ts';
import { DOWNLOAD_PATH } from './exports.ts';

type BackupHandlers = Pick<
  Handlers<AppContract>,
  Extract<keyof Handlers<AppContract>, `backup.${string}` | `restore.${string}`>
>;

export interface BackupPorts {
  readonly saved: SavedBackups;
  readonly restores: Restores;
  readonly settings: Document<Settings>;
  readonly documents: Readonly<Record<DocumentName, Document<object>>>;
  readonly store: Store;
  /** null in a browser, which downloads and uploads. */
  readonly desk: Desk | null;
  readonly retention: RetentionChange;
  readonly setPaused: (paused: boolean) => Promise<void>;
  readonly onChanged: () => void;
}

/** Where a browser sends a backup. */
export const UPLOAD_PATH = '/upload/';

export function backupHandlers(ports: BackupPorts): BackupHandlers {
  const { saved, restores, settings, documents, retention, desk, setPaused, onChanged } = ports;

  const documentsFor = (forMove: boolean): Partial<Record<BackupPart, string>> => {
    const names = forMove ? MOVED_DOCUMENTS : [];
    const texts = names.map((name) => [name, JSON.stringify(documents[name].value)]);
    // A pause is of this computer and this hour.
    const chosen = JSON.stringify({ ...settings.value, paused: false });
    return { ...Object.fromEntries(texts), 'settings.json': chosen };
  };

  return {
    'backup.start': async ({ forMove, timeZone }) => {
      const fileName = backupFileName(Date.now(), knownTimeZone(timeZone));
      const path = (await desk?.chooseFile(fileName, 'backup')) ?? null;
      if (desk !== null && path === null) return { backupId: null };
      const pauses = forMove && !settings.value.paused;
      const pause = async (paused: boolean): Promise<void> => {
        if (!pauses) return;
        await setPaused(paused);
        onChanged();
      };
      // Without its file nothing moves, and receiving goes on.
      const resume = (): Promise<void> => pause(false);
      try {
        await pause(true);
        return { backupId: saved.start(path, fileName, documentsFor(forMove), resume) };
      } catch (error) {
        await resume();
        throw error;
      }
    },
    'backup.state': ({ backupId }) => saved.stateOf(backupId),
    'backup.cancel': ({ backupId }) => {
      saved.cancel(backupId);
      return {};
    },
    'backup.fetch': ({ backupId }) => ({
      downloadPath: DOWNLOAD_PATH + saved.ticketFor(backupId),
    }),
    'backup.showInFolder': ({ backupId }) => {
      if (desk === null) throw new RollcallError('NOT_IN_BROWSER');
      desk.showInFolder(saved.pathOf(backupId));
      return {};
    },

    'restore.choose': async () => {
      if (desk === null) throw new RollcallError('NOT_IN_BROWSER');
      const path = await desk.chooseBackup();
      return { restoreId: path === null ? null : restores.choose(path) };
    },
    'restore.begin': ({ sizeBytes }) => {
      const { restoreId, ticket } = restores.begin(sizeBytes);
      return { restoreId, uploadPath: UPLOAD_PATH + ticket };
    },
    'restore.check': ({ restoreId }) => restores.check(restoreId),
    'restore.apply': async ({ restoreId, withHook }) => {
      // A pause is of this computer and this hour, not of the backup; with the hook URL it takes over receiving.
      const paused = settings.value.paused && !withHook;
      await restores.apply(restoreId, withHook);
      const { retentionDays, retentionBytes } = settings.value;
      await setPaused(paused);
      await retention.want({ days: retentionDays, bytes: retentionBytes });
      onChanged();
      return {};
    },
    'restore.drop': ({ restoreId }) => {
      restores.drop(restoreId);
      return {};
    },
  };
}
