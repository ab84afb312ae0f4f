import type { Snapshot } from '../../shared/api/contract.ts';
import { messages } from '../../shared/messages/messages.ts';
import { createAnnounce, type NotifierParts } from './notifications.ts';

/** Tells once of each silence of a cohort, also to who looks at Rollcall: it may be at another cohort. Feed it every snapshot. */
export function createSilenceNotifier(parts: NotifierParts): (snapshot: Snapshot) => void {
  const { Notification, remembered, show, onError } = parts;
  const announce = createAnnounce(Notification, show);
  return ({ cohorts, language }) => {
    const { toldSilences, notifications } = remembered.value;
    const fresh = cohorts.filter(
      ({ id, silence }) => silence !== null && toldSilences[id] !== silence.sinceMs,
    );
    if (fresh.length === 0) return;
    const told = fresh.map(({ id, silence }) => [id, silence?.sinceMs]);
    remembered
      .update({ toldSilences: { ...toldSilences, ...Object.fromEntries(told) } })
      .catch(onError);
    if (!notifications || !Notification.isSupported()) return;
    const say = messages(language).desktop.silence;
    const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
    for (const { id, name, cohortId, silence } of fresh) {
      if (silence === null) continue;
      const body = say[silence.cause.kind](time.format(silence.sinceMs));
      announce({ title: say.title(name ?? cohortId), body }, id);
    }
  };
}
