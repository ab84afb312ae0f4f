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

export interface FirstSyncNotifierParts {
  readonly Notification: NotificationClass;
  readonly remembered: Pick<Document<DesktopSettings>, 'value' | 'update'>;
  /** Whether the person looks at Rollcall already. */
  readonly isWindowFocused: () => boolean;
  readonly show: (place: Place) => void;
  readonly onError: (error: unknown) => void;
}

/** Tells of each cohort's first complete sync, once, however often Rollcall is started. Feed it every snapshot. */
export function createFirstSyncNotifier(
  parts: FirstSyncNotifierParts,
): (snapshot: Snapshot) => void {
  const { Notification, remembered, isWindowFocused, show, onError } = parts;
  // One that nobody holds is collected, and its click goes nowhere.
  const held = new Set<NotificationParts>();

  const announce = (
    { id, name, cohortId, members }: Snapshot['cohorts'][number],
    language: Snapshot['language'],
  ): void => {
    const { firstSync } = messages(language).desktop;
    const notification = new Notification({
      title: firstSync.title(name ?? cohortId),
      body: firstSync.body(new Intl.NumberFormat(language).format(members)),
    });
    const drop = (): void => void held.delete(notification);
    notification.on('click', () => {
      drop();
      show({ screen: 'cohort', cohort: id });
    });
    notification.on('close', drop);
    notification.on('failed', drop);
    held.add(notification);
    notification.show();
  };

  return ({ cohorts, language }) => {
    const { announced } = remembered.value;
    const complete = cohorts.filter(
      ({ baseline, state }) => baseline !== 'unknown' && state === 'complete',
    );
    const fresh = complete.filter(({ id }) => announced?.includes(id) !== true);
    if (announced !== null && fresh.length === 0) return;
    remembered
      .update({ announced: [...(announced ?? []), ...fresh.map(({ id }) => id)] })
      .catch(onError);
    // What was complete before the desktop app first ran is no news; nor is what the person looks at.
    if (announced === null || isWindowFocused() || !Notification.isSupported()) return;
    for (const cohort of fresh) if (!cohort.isSample) announce(cohort, language);
  };
}
