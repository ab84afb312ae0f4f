import type { StoredCohort } from '../../../shared/api/model.ts';
import type { SliceValue } from '../../../shared/api/state-model.ts';
import type { OtherAddress } from '../../../shared/api/turned-away-model.ts';
import type { Language } from '../../../shared/messages/messages.ts';
import { decimalMarkFor } from '../../export/separator.ts';
import type { SetAsideFiles } from '../../set-aside-files.ts';
import type { Document } from '../../settings/document.ts';
import type { SecretBox } from '../../settings/secret-box.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Store } from '../../store/store.ts';
import type { Tunnel } from '../../tunnel/tunnel.ts';
import type { Desk } from '../desk.ts';
import { shownTunnel } from '../handlers/tunnel.ts';
import { SAMPLE_PROJECT } from '../sample-project.ts';
import { createOutlook, type OutlookParts, type ReadCohort } from './outlook.ts';
import type { SliceSources } from './published-state.ts';
import { readTurnedAway, type StandingRefusals } from './turned-away.ts';

/** What the state is read from. */
export interface StateParts extends Omit<OutlookParts, 'cohorts' | 'turnedAway'> {
  readonly store: Store;
  readonly settings: Document<Settings>;
  readonly secrets: SecretBox;
  readonly desk: Desk | null;
  readonly hookUrl: string;
  readonly tunnel: Tunnel;
  readonly dataDir: string;
  /** That of the spreadsheets on this computer. */
  readonly formatLocale: string;
  readonly language: () => Language;
  readonly isSampleRunning: () => boolean;
  readonly trouble: () => string | null;
  readonly otherAddress: (nowMs: number) => OtherAddress | null;
  readonly setAside: SetAsideFiles;
}

/** How each slice is read. Those of the store ask it; all others are in memory. */
export function stateSources(parts: StateParts): SliceSources {
  const { store, settings, secrets, desk, hookUrl, tunnel, dataDir, language } = parts;
  /** As last read: what is expected of them is worked out also while the store is away. */
  let cohorts: readonly ReadCohort[] = [];
  let refused: StandingRefusals = { shown: [], known: [] };
  return {
    settings: () => ({
      settings: settings.value,
      language: language(),
      shell: {
        kind: desk === null ? 'browser' : 'desktop',
        switches: desk?.switches() ?? {},
        notifications: desk?.notifications() ?? null,
      },
      dataDir,
      decimalMark: decimalMarkFor(parts.formatLocale),
    }),
    hook: () => ({
      hookUrl,
      asksPassword: secrets.hookCredentials() !== null,
      password: {
        user: secrets.hookCredentials()?.user ?? null,
        obstacle: secrets.passwordObstacle(),
        isLost: secrets.isPasswordLost(),
      },
    }),
    tunnel: () => ({ tunnel: shownTunnel(tunnel.view()) }),
    async cohorts() {
      [cohorts, refused] = await Promise.all([
        store.read('cohorts', { nowMs: parts.now() }),
        readTurnedAway(store),
      ]);
      return { cohorts: cohorts.map(shown) };
    },
    outlook: createOutlook({
      ...parts,
      cohorts: () => cohorts,
      turnedAway: () => refused.known,
    }),
    deliveries: () => readDeliveries(store),
    turnedAway: async () => ({
      turnedAway: [...(await readTurnedAway(store)).shown],
      otherAddress: parts.otherAddress(parts.now()),
    }),
    sample: () => ({ sampleRunning: parts.isSampleRunning() }),
    trouble: () => ({ trouble: parts.trouble() }),
    setAside: () => ({ setAside: [...parts.setAside.paths] }),
    history: async () => ({
      hasHistoryGap: await store.read('hasHistoryGap', { nowMs: parts.now() }),
    }),
  };
}

async function readDeliveries(store: Store): Promise<SliceValue<'deliveries'>> {
  const [{ deliveries }, latest] = await Promise.all([
    store.waiting(),
    store.read('latestDelivery', undefined),
  ]);
  return {
    waiting: deliveries,
    lastDeliveryAtMs: latest?.receivedAtMs ?? null,
    lastDelivery: latest?.number ?? 0,
  };
}

function shown(cohort: ReadCohort): StoredCohort {
  const { arrivedRounds, partialAtMs, lastDelivery, host, ...told } = cohort;
  return {
    ...told,
    sizes: [...cohort.sizes],
    isSample: cohort.projectId === SAMPLE_PROJECT,
  };
}
