import type { Snapshot } from '../../shared/api/contract.ts';
import { attentionSentence } from '../../shared/attention-sentence.ts';
import { messages } from '../../shared/messages/messages.ts';
import { leadsTo } from '../../shared/overall-state.ts';
import { createAnnounce, type NotifierParts } from './notifications.ts';
import { timeOf } from './tray-state.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A client that first tries without a password tries again at once, and was never turned away then. */
const FIRST_TRY_MS = 60_000;

/**
 * Tells of deliveries that were turned away, once of each cause and cohort until they are taken again, and once a day of
 * posts to another hook URL. Feed it every snapshot.
 */
export function createTurnedAwayNotifier(parts: NotifierParts): (snapshot: Snapshot) => void {
  const { Notification, remembered, show, onError } = parts;
  const announce = createAnnounce(Notification, show);
  const standing = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const isSilent = (): boolean => !remembered.value.notifications || !Notification.isSupported();

  const tellOfRefusals = ({ turnedAway, language }: Snapshot): void => {
    const { toldTurnedAway } = remembered.value;
    const known = new Set(standing);
    standing.clear();
    for (const refused of turnedAway) {
      if (mayBeFirstTry(refused)) continue;
      const key = JSON.stringify([
        refused.code,
        refused.cohort?.projectId,
        refused.cohort?.cohortId,
      ]);
      standing.add(key);
      if (known.has(key) || refused.lastDelivery <= (toldTurnedAway ?? 0) || isSilent()) continue;
      const { desktop, screens } = messages(language);
      const reason = { why: 'turnedAway', refused } as const;
      const title = attentionSentence(reason, {
        t: screens,
        name: ({ name, cohortId }) => name ?? cohortId,
        clock: (atMs) => timeOf(atMs, atMs, language),
      });
      const place = leadsTo(reason) ?? ({ screen: 'deliveries' } as const);
      announce({ title, body: desktop.turnedAway.body }, place);
    }
    const told = turnedAway.filter((refused) => !mayBeFirstTry(refused));
    const latest = Math.max(0, ...told.map(({ lastDelivery }) => lastDelivery));
    if (latest > (toldTurnedAway ?? -1)) {
      remembered.update({ toldTurnedAway: latest }).catch(onError);
    }
  };

  const tellOfOtherAddress = ({ otherAddress, language }: Snapshot): void => {
    const { toldOtherAddressMs } = remembered.value;
    if (otherAddress === null || otherAddress.lastAtMs - toldOtherAddressMs < DAY_MS) return;
    remembered.update({ toldOtherAddressMs: otherAddress.lastAtMs }).catch(onError);
    if (isSilent()) return;
    const say = messages(language).desktop.turnedAway;
    announce({ title: say.otherAddress, body: say.otherAddressBody }, { screen: 'deliveries' });
  };

  const feed = (snapshot: Snapshot): void => {
    clearTimeout(timer);
    if (snapshot.turnedAway.some(mayBeFirstTry)) {
      timer = setTimeout(() => feed(snapshot), FIRST_TRY_MS).unref();
    }
    tellOfRefusals(snapshot);
    tellOfOtherAddress(snapshot);
  };
  return feed;
}

function mayBeFirstTry({ code, times, lastAtMs }: Snapshot['turnedAway'][number]): boolean {
  return code === 'WRONG_PASSWORD' && times === 1 && Date.now() - lastAtMs < FIRST_TRY_MS;
}
