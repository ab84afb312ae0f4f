import * as z from 'zod';
import { LANGUAGES } from '../messages/messages.ts';
import { cohortSchema, storedCohortSchema } from './model.ts';
import {
  absenceSchema,
  cohortOutlookSchema,
  forecastSchema,
  urlAlertSchema,
} from './rhythm-model.ts';
import { DECIMAL_MARKS } from './separators.ts';
import { passwordStateSchema, settingsSchema, shellSchema } from './settings-model.ts';
import { tunnelSchema } from './tunnel-model.ts';
import { otherAddressSchema, turnedAwaySchema } from './turned-away-model.ts';

/**
 * The state that screens show, in slices: each has one owner in main, is read and pushed by itself, and keeps what was
 * last read while it can't be read. To add one: its schema here, its line in `slices`, `state.ts` and main's sources.
 */

const time = z.number();
const count = z.number().int();

/** How this installation is set up. */
const settingsSlice = z.object({
  settings: settingsSchema,
  /** The one in force. */
  language: z.enum(LANGUAGES),
  shell: shellSchema,
  dataDir: z.string(),
  /** As the spreadsheets on this computer write numbers. */
  decimalMark: z.enum(DECIMAL_MARKS),
});

/** How deliveries are asked for here. */
const hookSlice = z.object({
  hookUrl: z.string(),
  asksPassword: z.boolean(),
  password: passwordStateSchema,
});

const tunnelSlice = z.object({ tunnel: tunnelSchema });

const cohortsSlice = z.object({ cohorts: z.array(storedCohortSchema) });

/** What is expected, worked out from the cohorts as they were last read. */
const outlookSlice = z.object({
  /** Of each cohort. */
  ahead: z.array(z.object({ id: count, ...cohortOutlookSchema.shape })),
  /** The latest time away in which a sync was due, until it is caught up and told; else null. */
  absence: absenceSchema.nullable(),
  /** What the known rhythms need of a free ngrok account; null while none is known. */
  forecast: forecastSchema.nullable(),
  /** Until when nothing need come in, be it paused or away, and Mixpanel still sends only what changed; null: nothing recurs. */
  pauseSafeUntilMs: time.nullable(),
  urlAlert: urlAlertSchema.nullable(),
  /** When a sync last came over a host that the whole internet can call; null: none is known of. */
  calledFromOutsideAtMs: time.nullable(),
});

const deliveriesSlice = z.object({
  /** Deliveries kept but not yet applied. */
  waiting: count,
  lastDeliveryAtMs: time.nullable(),
  lastDelivery: count,
});

/** Who was turned away and has not been heard since. */
const turnedAwaySlice = z.object({
  turnedAway: z.array(turnedAwaySchema),
  /** Posts to another hook URL in the day under way; null: none. */
  otherAddress: otherAddressSchema.nullable(),
});

/** The sample sync is on its way. */
const sampleSlice = z.object({ sampleRunning: z.boolean() });

/** Trouble with the store, as an error code; null when all is well. Reading this asks nobody who can be in trouble. */
const troubleSlice = z.object({ trouble: z.string().nullable() });

/** Deliveries were lost before they were applied, and not every cohort has had a full sync since. */
const historySlice = z.object({ hasHistoryGap: z.boolean() });

/** Where settings that could not be read at the start are now, until the person has seen that. */
const setAsideSlice = z.object({ setAside: z.array(z.string()) });

function slice<T extends z.ZodObject>(value: T) {
  return z.object({
    /** Rises whenever main reads something else; what comes with a lower one is old. */
    revision: count,
    /** Since when it can't be read: what it says was true until then. null: it is up to date. */
    outOfDateSinceMs: time.nullable(),
    value,
  });
}

const slices = z.object({
  settings: slice(settingsSlice),
  hook: slice(hookSlice),
  tunnel: slice(tunnelSlice),
  cohorts: slice(cohortsSlice),
  outlook: slice(outlookSlice),
  deliveries: slice(deliveriesSlice),
  turnedAway: slice(turnedAwaySlice),
  sample: slice(sampleSlice),
  trouble: slice(troubleSlice),
  setAside: slice(setAsideSlice),
  history: slice(historySlice),
});

export type Slices = z.infer<typeof slices>;
export type SliceName = keyof Slices;
export const SLICE_NAMES: readonly SliceName[] = slices.keyof().options;
/** What one slice says. */
export type SliceValue<K extends SliceName> = Slices[K]['value'];

/** All slices, or some. */
export const stateSchema = slices.partial();
export type State = z.infer<typeof stateSchema>;

/** All slices put together. */
export const snapshotSchema = z.object({
  ...settingsSlice.shape,
  ...hookSlice.shape,
  ...tunnelSlice.shape,
  ...outlookSlice.omit({ ahead: true }).shape,
  ...deliveriesSlice.shape,
  ...turnedAwaySlice.shape,
  ...sampleSlice.shape,
  ...troubleSlice.shape,
  ...setAsideSlice.shape,
  ...historySlice.shape,
  cohorts: z.array(cohortSchema),
  /** Since when something of it can't be read, and is shown as it was; null: all is up to date. */
  outOfDateSinceMs: time.nullable(),
});
