import {
  type ChangeNotifierParts,
  createChangeNotifier,
  type Notifier,
} from './change-notifications.ts';
import { createFirstSyncNotifier, type NotifierParts } from './notifications.ts';
import { createSilenceNotifier } from './silence-notifications.ts';

/** All that is told of outside the window. Feed it every snapshot. */
export function createNotifiers(parts: NotifierParts & ChangeNotifierParts): Notifier {
  const tellOfFirstSync = createFirstSyncNotifier(parts);
  const tellOfSilence = createSilenceNotifier(parts);
  const changes = createChangeNotifier(parts);
  return {
    update(snapshot) {
      tellOfFirstSync(snapshot);
      tellOfSilence(snapshot);
      changes.update(snapshot);
    },
    close: () => changes.close(),
  };
}
