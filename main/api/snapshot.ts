import type { Snapshot } from '../../shared/api/contract.ts';
import type { Language } from '../../shared/messages/messages.ts';
import type { Document } from '../settings/document.ts';
import type { SecretBox } from '../settings/secret-box.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import type { Tunnel } from '../tunnel/tunnel.ts';
import { shownTunnel } from './handlers/tunnel.ts';

/** What the whole state is read from. */
export interface SnapshotSources {
  readonly store: Store;
  readonly settings: Document<Settings>;
  readonly secrets: SecretBox;
  readonly hookUrl: string;
  readonly tunnel: Tunnel;
  readonly dataDir: string;
  readonly language: () => Language;
  readonly isSampleRunning: () => boolean;
  readonly trouble: () => string | null;
}

/** The project id under which the sample cohort comes. */
export const SAMPLE_PROJECT = 'rollcall-sample';

/**
 * Reads the whole state, each time under a higher revision. The first is the time of the start: a page that was
 * open before a restart must not take the new state for an old one.
 */
export function createSnapshots(sources: SnapshotSources): () => Promise<Snapshot> {
  const { store, settings, secrets, hookUrl, tunnel, dataDir, language } = sources;
  let revision = Date.now();
  return async () => {
    // Taken before anything is read: a later reading never stands under a lower number.
    revision += 1;
    const readAs = revision;
    const [{ cohorts, latest }, { deliveries }] = await Promise.all([
      store.read('overview', { nowMs: Date.now() }),
      store.waiting(),
    ]);
    return {
      revision: readAs,
      hookUrl,
      tunnel: shownTunnel(tunnel.view()),
      asksPassword: secrets.hookCredentials() !== null,
      dataDir,
      settings: settings.value,
      language: language(),
      cohorts: cohorts.map((cohort) => ({
        ...cohort,
        sizes: [...cohort.sizes],
        isSample: cohort.projectId === SAMPLE_PROJECT,
      })),
      waiting: deliveries,
      lastDeliveryAtMs: latest?.receivedAtMs ?? null,
      lastDelivery: latest?.number ?? 0,
      sampleRunning: sources.isSampleRunning(),
      trouble: sources.trouble(),
    };
  };
}
