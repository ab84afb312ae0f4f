import * as z from 'zod';

/** What both sides say of being told of changes outside the window. */

/** A time of day, in minutes since midnight. */
const minuteOfDay = z.number().int().min(0).max(1_439);

const quietHoursSchema = z
  .object({ fromMinute: minuteOfDay, toMinute: minuteOfDay })
  .refine(({ fromMinute, toMinute }) => fromMinute !== toMinute);

export const notificationRulesSchema = z.object({
  /** How long changes are gathered before one notification tells of them all; 0: each at once. */
  gatherMinutes: z.number().int().min(0).max(1_440),
  /** In local time; from 22:00 to 8:00 goes over midnight. null: none. */
  quietHours: quietHoursSchema.nullable(),
});
export type NotificationRules = z.infer<typeof notificationRulesSchema>;

export const notificationsSchema = notificationRulesSchema.extend({
  /** The cohorts whose changes the person is told of. */
  cohorts: z.array(z.number().int()),
});
export type Notifications = z.infer<typeof notificationsSchema>;
