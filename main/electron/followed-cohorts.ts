import type { Notifications } from '../../shared/api/notification-model.ts';
import type { Desk } from '../api/desk.ts';
import type { Document } from '../settings/document.ts';
import type { DesktopSettings } from './desktop-settings.ts';

export interface FollowedParts {
  readonly remembered: Pick<Document<DesktopSettings>, 'value' | 'update'>;
  readonly canNotify: () => boolean;
}

/** What the person chose about notifications, for the screens. */
export function createFollowedCohorts({
  remembered,
  canNotify,
}: FollowedParts): Pick<Desk, 'notifications' | 'follow' | 'setNotificationRules'> {
  return {
    notifications(): Notifications | null {
      if (!canNotify()) return null;
      const { followed, gatherMinutes, quietHours } = remembered.value;
      return { cohorts: Object.keys(followed).map(Number), gatherMinutes, quietHours };
    },
    async follow(cohort, isOn) {
      const { [cohort]: known = null, ...others } = remembered.value.followed;
      await remembered.update({ followed: isOn ? { ...others, [cohort]: known } : others });
    },
    setNotificationRules: (change) => remembered.update(change),
  };
}
