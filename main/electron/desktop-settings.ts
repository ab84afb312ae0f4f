import * as z from 'zod';
import { notificationRulesSchema } from '../../shared/api/notification-model.ts';
import { type Document, openDocument } from '../settings/document.ts';

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});

const rules = notificationRulesSchema.shape;

const desktopSettingsSchema = z.object({
  /** Where the window was; null until it was closed once. */
  bounds: boundsSchema.nullable().default(null),
  isMaximized: z.boolean().default(false),
  /** Whether closing the window leaves Rollcall receiving. */
  keepRunning: z.boolean().default(true),
  /** Whether the computer stays awake for a sync. */
  keepAwake: z.boolean().default(false),
  /** Whether first syncs and silences are told of. */
  notifications: z.boolean().default(true),
  /** Whether new versions are fetched. */
  updates: z.boolean().default(true),
  /** Whether the person was told that it goes on, and asked about opening at login. */
  wasTold: z.boolean().default(false),
  /** Cohorts whose first sync needs no notification any more; null before the first look. */
  announced: z.array(z.number().int()).nullable().default(null),
  /** The silence each cohort was last told of, by when it began: one notification for each. */
  toldSilences: z.record(z.string(), z.number()).default({}),
  /** Number of the latest delivery turned away that was told of; null before the first look. */
  toldTurnedAway: z.number().int().nullable().default(null),
  /** When posts to another hook URL were last told of. */
  toldOtherAddressMs: z.number().default(0),
  /**
   * The cohorts whose changes are told of, each with the number of the last delivery that was; null until its next
   * sync is here: what came before it was followed is no news.
   */
  followed: z.record(z.string(), z.number().int().nullable()).default({}),
  gatherMinutes: rules.gatherMinutes.default(15),
  quietHours: rules.quietHours.default(null),
});

export type DesktopSettings = z.infer<typeof desktopSettingsSchema>;

/** What the desktop app remembers beside the settings of every shell. */
export function openDesktopSettings(path: string): Promise<Document<DesktopSettings>> {
  return openDocument(path, desktopSettingsSchema);
}
