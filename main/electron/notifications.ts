import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Snapshot } from '../../shared/api/contract.ts';
import { messages } from '../../shared/messages/messages.ts';
import type { Document } from '../settings/document.ts';
import type { DesktopSettings } from './desktop-settings.ts';
import type { Place } from './page-url.ts';

export interface NotificationParts extends Pick<Notification, 'show'> {
  on(event: 'click' | 'close' | 'failed', listener: () => void): unknown;
}

export interface NotificationClass {
  new (options: NotificationConstructorOptions): NotificationParts;
  isSupported(): boolean;
}

export interface NotifierParts {
  readonly Notification: NotificationClass;
  readonly remembered: Pick<Document<DesktopSettings>, 'value' | 'update'>;
  /** Whether the person looks at Rollcall already. */
  readonly isWindowFocused: () => boolean;
  readonly show: (place: Place) => void;
  readonly onError: (error: unknown) => void;
}

type Announce = (
  text: { readonly title: string; readonly body: string },
  /** A cohort, or another place in the page. */
  leadsTo: number | Place,
) => void;

/** Shows a notification that opens its cohort, or the place it is about, when it is clicked. */
export function createAnnounce(
  Notification: NotificationClass,
  show: (place: Place) => void,
): Announce {
  // One that nobody holds is collected, and its click goes nowhere.
  const held = new Set<NotificationParts>();
  return (text, leadsTo) => {
    const notification = new Notification(text);
    const drop = (): void => void held.delete(notification);
    notification.on('click', () => {
      drop();
      show(typeof leadsTo === 'number' ? { screen: 'cohort', cohort: leadsTo } : leadsTo);
    });
    notification.on('close', drop);
    notification.on('failed', drop);
    held.add(notification);
    notification.show();
  };
}

/** Tells of each cohort's first complete sync, once, however often Rollcall is started. Feed it every snapshot. */
export function createFirstSyncNotifier(parts: NotifierParts): (snapshot: Snapshot) => void {
  const { Notification, remembered, isWindowFocused, show, onError } = parts;
  const announce = createAnnounce(Notification, show);

  return ({ cohorts, language }) => {
    const { announced, notifications } = remembered.value;
    const complete = cohorts.filter(
      ({ baseline, state }) => baseline !== 'unknown' && state === 'complete',
    );
    const fresh = complete.filter(({ id }) => announced?.includes(id) !== true);
    if (announced !== null && fresh.length === 0) return;
    remembered
      .update({ announced: [...(announced ?? []), ...fresh.map(({ id }) => id)] })
      .catch(onError);
    // What was complete before the desktop app first ran is no news; nor is what the person looks at.
    if (announced === null || !notifications || isWindowFocused() || !Notification.isSupported())
      return;
    const { firstSync } = messages(language).desktop;
    const number = new Intl.NumberFormat(language);
    for (const { id, name, cohortId, members, isSample } of fresh) {
      if (isSample) continue;
      const title = firstSync.title(name ?? cohortId);
      announce({ title, body: firstSync.body(number.format(members)) }, id);
    }
  };
}
