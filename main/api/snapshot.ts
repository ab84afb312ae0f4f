import type { Snapshot } from '../../shared/api/contract.ts';
import type { Cohort } from '../../shared/api/model.ts';
import type { Language } from '../../shared/messages/messages.ts';
import type { Outages } from '../outages.ts';
import type { Document } from '../settings/document.ts';
import type { SecretBox } from '../settings/secret-box.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import type { Tunnel } from '../tunnel/tunnel.ts';
import type { UrlGuard } from '../url-guard.ts';
import type { Desk } from './desk.ts';
import { shownTunnel } from './handlers/tunnel.ts';
import { type ReadCohort, readOutlook, type ShownOutlook } from './outlook.ts';

/** What the whole state is read from. */
export interface SnapshotSources {
  readonly store: Store;
  readonly settings: Document<Settings>;
  readonly secrets: SecretBox;
  readonly desk: Desk | null;
  readonly hookUrl: string;
  readonly tunnel: Tunnel;
  readonly dataDir: string;
  readonly language: () => Language;
  readonly isSampleRunning: () => boolean;
  readonly trouble: () => string | null;
  readonly setAside: () => readonly string[];
  readonly outages: Outages;
  readonly urlGuard: UrlGuard;
  readonly now: () => number;
  /** Called with the moment at which the state changes by time alone; null: at none. */
  readonly onChangeAt: (atMs: number | null) => void;
}

/** The project id under which the sample cohort comes. */
export const SAMPLE_PROJECT = 'rollcall-sample';

/**
 * Reads the whole state, each time under a higher revision. The first is the time of the start: a page that was
 * open before a restart must not take the new state for an old one.
 */
export function createSnapshots(sources: SnapshotSources): () => Promise<Snapshot> {
  const { store, settings, secrets, desk, hookUrl, tunnel, dataDir, language } = sources;
  let revision = Date.now();
  return async () => {
    // Taken before anything is read: a later reading never stands under a lower number.
    revision += 1;
    const readAs = revision;
    const nowMs = sources.now();
    const [{ cohorts, latest }, { deliveries }] = await Promise.all([
      store.read('overview', { nowMs }),
      store.waiting(),
    ]);
    const outlook = await readOutlook(sources, cohorts, nowMs);
    sources.onChangeAt(outlook.changesAtMs);
    return {
      revision: readAs,
      hookUrl,
      tunnel: shownTunnel(tunnel.view()),
      asksPassword: secrets.hookCredentials() !== null,
      password: {
        user: secrets.hookCredentials()?.user ?? null,
        obstacle: secrets.passwordObstacle(),
        isLost: secrets.isPasswordLost(),
      },
      shell: {
        kind: desk === null ? 'browser' : 'desktop',
        switches: desk?.switches() ?? {},
        notifications: desk?.notifications() ?? null,
      },
      dataDir,
      settings: settings.value,
      language: language(),
      cohorts: cohorts.map((cohort) => shown(cohort, outlook)),
      waiting: deliveries,
      lastDeliveryAtMs: latest?.receivedAtMs ?? null,
      lastDelivery: latest?.number ?? 0,
      absence: outlook.absence,
      forecast: outlook.forecast,
      pauseSafeUntilMs: outlook.pauseSafeUntilMs,
      urlAlert: outlook.urlAlert,
      sampleRunning: sources.isSampleRunning(),
      trouble: sources.trouble(),
      setAside: [...sources.setAside()],
    };
  };
}

function shown(cohort: ReadCohort, outlook: ShownOutlook): Cohort {
  const { arrivedRounds, partialAtMs, lastDelivery, host, ...told } = cohort;
  return {
    ...told,
    ...outlook.cohort(cohort.id),
    sizes: [...cohort.sizes],
    isSample: cohort.projectId === SAMPLE_PROJECT,
  };
}
