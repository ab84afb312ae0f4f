import type { Snapshot } from '../../shared/api/contract.ts';
import { type ChangeNotifierParts, createChangeNotifier } from './change-notifications.ts';
import { createFirstSyncNotifier, type NotifierParts } from './notifications.ts';
import { createSilenceNotifier } from './silence-notifications.ts';
import { createTurnedAwayNotifier } from './turned-away-notifications.ts';

/** All that is told of outside the window. Feed it every snapshot. */
export function createNotifiers(parts: NotifierParts & ChangeNotifierParts) {
  const tellOfFirstSync = createFirstSyncNotifier(parts);
  const tellOfSilence = createSilenceNotifier(parts);
  const tellOfTurnedAway = createTurnedAwayNotifier(parts);
  const changes = createChangeNotifier(parts);
  return {
    update(snapshot: Snapshot): void {
      tellOfFirstSync(snapshot);
      tellOfSilence(snapshot);
      tellOfTurnedAway(snapshot);
      void changes.update(snapshot);
    },
    close: () => changes.close(),
  };
}
