import * as z from 'zod';
import { LANGUAGES } from '../messages/messages.ts';
import { notificationsSchema } from './notification-model.ts';

/** What both sides say of settings, the password and the shell. */

export const settingsSchema = z.object({
  language: z.enum(['system', ...LANGUAGES]),
  theme: z.enum(['system', 'light', 'dark']),
  paused: z.boolean(),
  retentionDays: z.number().int().min(1),
  retentionBytes: z.number().int().min(1),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A user name can't hold a colon, which ends it on the wire (RFC 7617). */
export const hookUserSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^:\p{Cc}]*$/u);

const SHORTEST_PASSWORD = 12;
export const hookPasswordSchema = z
  .string()
  .min(SHORTEST_PASSWORD)
  .max(200)
  .regex(/^\P{Cc}*$/u);

/** What is known of the password outside of main: never the password itself. */
export const passwordStateSchema = z.object({
  /** The user name asked for; null: no password is asked for. */
  user: z.string().nullable(),
  /** Why it can't be set here; null when it can. */
  obstacle: z.enum(['environment', 'headless', 'unavailable', 'basic']).nullable(),
  /** It was kept and can't be opened any more: everybody is refused. */
  isLost: z.boolean(),
});

export const SWITCHES = [
  'keepRunning',
  'openAtLogin',
  'keepAwake',
  'notifications',
  'updates',
] as const;
export type SwitchName = (typeof SWITCHES)[number];

/** What the shell around the screens can do. */
export const shellSchema = z.object({
  kind: z.enum(['desktop', 'browser']),
  /** The switches it has and how they stand; one that is not here can't be had. */
  switches: z.partialRecord(z.enum(SWITCHES), z.boolean()),
  /** Who is told of what, and when; null where the system shows no notifications, or in a browser. */
  notifications: notificationsSchema.nullable(),
});
export type Switches = z.infer<typeof shellSchema>['switches'];

/** Bytes on disk. */
export const spaceSchema = z.object({
  members: z.number(),
  deliveries: z.number(),
  /** Earlier data kept beside it: damaged, foreign or replaced. */
  setAside: z.number(),
  free: z.number(),
});
