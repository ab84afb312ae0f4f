import * as z from 'zod';
import { backupContentsSchema, backupStateSchema, restoreProgressSchema } from './backup-model.ts';
import { completenessSchema } from './completeness.ts';
import { event, request } from './define.ts';
import { deliverySchema, deliveryStateSchema, foresightSchema } from './delivery-model.ts';
import { filterSchema, LONGEST_SEARCH, MOST_FILTERS } from './filter.ts';
import { memberSchema, propertySchema, roundSchema, selectionSchema, syncSchema } from './model.ts';
import { notificationRulesSchema } from './notification-model.ts';
import { OWN_COLUMNS } from './own-columns.ts';
import { handedOutSchema } from './rhythm-model.ts';
import { SEPARATORS } from './separators.ts';
import {
  hookPasswordSchema,
  hookUserSchema,
  SWITCHES,
  settingsSchema,
  spaceSchema,
} from './settings-model.ts';
import { snapshotSchema, stateSchema } from './state-model.ts';
import { apiErrorSchema } from './transport.ts';
import { selfTestSchema, tunnelChangeSchema } from './tunnel-model.ts';

const id = z.number().int();
const nothing = z.object({});
const done = z.object({});
const search = z.string().max(LONGEST_SEARCH).optional();
/** All of them must hold, beside what is searched for. */
const filters = z.array(filterSchema).max(MOST_FILTERS).optional();
const limit = z.number().int().min(1).max(500);

const exportKindSchema = z.enum(['import', 'excel']);

/** State of one export. */
const exportStateSchema = z.object({
  exportId: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  rows: z.number(),
  totalRows: z.number(),
  /** Where it was written; null in a browser, which downloads it. */
  path: z.string().nullable(),
  fileName: z.string(),
  kind: exportKindSchema,
  /** Cells that were given an apostrophe for Excel. */
  apostrophes: z.number(),
  /** Values that Excel could not take in full, and that end with a mark. */
  cut: z.number(),
  /** Of the list that was written; null until it is. */
  completeness: completenessSchema.nullable(),
  error: apiErrorSchema.nullable(),
});

const separatorSchema = z.enum(SEPARATORS);

const exportOptionsSchema = z.object({
  cohort: id,
  kind: exportKindSchema,
  selection: selectionSchema,
  search,
  filters,
  /** null: every column. */
  columns: z.array(z.string()).nullable(),
  /** Rollcall's own, after them. */
  own: z.array(z.enum(OWN_COLUMNS)).optional(),
  /** null: what is usual for the kind and on this computer. */
  separator: separatorSchema.nullable(),
  language: z.enum(['en', 'ja']),
  timeZone: z.string(),
});

/** The whole state, its slices put together. */
export type Snapshot = z.infer<typeof snapshotSchema>;

/**
 * Everything a screen may ask of main and main may tell a screen, once. Both transports carry exactly
 * this; every value is parsed at the door.
 */
export const contract = {
  /** Every slice of the state, as it was last read; one that was never read is left out. */
  'app.state': request(nothing, stateSchema),
  /** The slices that changed, at most a few times a second: small, without members. */
  'app.changed': event(stateSchema),
  /** Reads every slice anew and puts them together. */
  'app.snapshot': request(nothing, snapshotSchema),
  /** The desktop shell asks the page to go to a place: the query of its address. */
  'app.go': event(z.object({ query: z.string().max(500) })),

  'cohorts.remove': request(z.object({ cohort: id }), done),
  /** Makes a cohort one with the one it is the same as. */
  'cohorts.merge': request(z.object({ cohort: id }), done),
  'cohorts.keepApart': request(z.object({ cohort: id }), done),
  'syncs.list': request(z.object({ cohort: id }), z.array(syncSchema)),
  'rounds.list': request(z.object({ cohort: id, limit }), z.array(roundSchema)),
  'properties.list': request(z.object({ cohort: id }), z.array(propertySchema)),

  /** Rows by position in an order: any depth costs the same. */
  'members.rows': request(
    z.object({
      cohort: id,
      selection: selectionSchema,
      order: z.enum(['distinct_id', 'email', 'name', 'joined']),
      descending: z.boolean(),
      search,
      filters,
      offset: z.number().int().min(0),
      limit,
    }),
    /** `count`: how many there are in all. */
    z.object({ rows: z.array(memberSchema), count: z.number(), revision: id }),
  ),

  'people.stays': request(
    z.object({ projectId: z.string(), distinctId: z.string() }),
    z.array(
      z.object({
        id,
        cohort: id,
        cohortId: z.string(),
        cohortName: z.string().nullable(),
        joinedAtMs: z.number().nullable(),
        inSinceBeforeMs: z.number().nullable(),
        /** When the cohort was heard of last before that; null: never. */
        heardBeforeMs: z.number().nullable(),
        leftAtMs: z.number().nullable(),
        properties: z.string(),
        /** Names of those whose dates are days. */
        days: z.array(z.string()),
      }),
    ),
  ),
  'people.find': request(
    z.object({ search: z.string().min(1).max(LONGEST_SEARCH) }),
    z.array(
      z.object({
        projectId: z.string(),
        distinctId: z.string(),
        email: z.string().nullable(),
        firstName: z.string().nullable(),
        lastName: z.string().nullable(),
        /** Of those who have neither of the two. */
        fullName: z.string().nullable(),
        cohorts: z.array(id),
      }),
    ),
  ),

  'deliveries.list': request(
    z.object({ before: id.optional(), state: deliveryStateSchema.optional(), search, limit }),
    z.array(deliverySchema),
  ),
  /** Looks through bodies as received from `before` back into the past, for a moment at a time. */
  'deliveries.searchBodies': request(
    z.object({
      before: id.optional(),
      state: deliveryStateSchema,
      search: z.string().min(1).max(LONGEST_SEARCH),
      limit,
    }),
    z.object({
      /** Those that the text is not already listed with. */
      found: z.array(deliverySchema),
      /** Where to go on, and how far back that is; null when all have been looked through. */
      next: z.object({ before: id, receivedAtMs: z.number() }).nullable(),
    }),
  ),
  'deliveries.read': request(
    z.object({ number: id }),
    z.object({
      delivery: deliverySchema,
      headers: z.record(z.string(), z.string()),
      /** The body in lines, cut off beyond 256 KiB; null when it was empty or is trimmed. */
      body: z.string().nullable(),
      isCut: z.boolean(),
    }),
  ),

  /** The whole body, as it came or in lines; null as above. */
  'deliveries.body': request(
    z.object({ number: id, form: z.enum(['sent', 'lines']) }),
    z.object({ text: z.string().nullable() }),
  ),

  'deliveries.foresee': request(z.object({ number: id }), foresightSchema),
  /** Applies a failed one in its place. */
  'deliveries.applyAgain': request(z.object({ number: id }), done),

  /** The person has seen what was turned away for a cause and a cohort ('' and '': of none), up to a delivery. */
  'turnedAway.dismiss': request(
    z.object({ code: z.string(), projectId: z.string(), cohortId: z.string(), upTo: id }),
    done,
  ),

  'export.preview': request(
    exportOptionsSchema.extend({ limit: z.number().int().min(1).max(20) }),
    z.object({
      header: z.array(z.string()),
      rows: z.array(z.array(z.string())),
      /** The first line as it stands in the file, or its beginning. */
      firstLine: z.string(),
      /** What separates as long as nothing is chosen. */
      usualSeparator: separatorSchema,
      totalRows: z.number(),
      completeness: completenessSchema,
    }),
  ),
  /** How many values an export would cut for Excel. */
  'export.foresee': request(exportOptionsSchema, z.object({ cut: z.number() })),
  'export.start': request(
    exportOptionsSchema,
    z.object({
      /** null: the person chose no file. */
      exportId: z.string().nullable(),
      /** In a browser: the path on this origin to fetch it from, once and within a minute. Else null. */
      downloadPath: z.string().nullable(),
    }),
  ),
  /** As `export.changed` tells it. */
  'export.state': request(z.object({ exportId: z.string() }), exportStateSchema),
  'export.cancel': request(z.object({ exportId: z.string() }), done),
  'export.showInFolder': request(z.object({ exportId: z.string() }), done),
  'export.changed': event(exportStateSchema),

  /** Opens the tunnel anew with what is given. `tokenKept`: whether the token is still known at the next start. */
  'tunnel.configure': request(tunnelChangeSchema, z.object({ tokenKept: z.boolean() })),
  'tunnel.tryNow': request(nothing, done),
  /** Sends a marked request out and back in; takes seconds where something does not answer. */
  'tunnel.selfTest': request(nothing, selfTestSchema),
  /** The traffic policy for a cloud endpoint at ngrok, which answers for this computer while it is off. */
  'tunnel.cloudPolicy': request(nothing, z.object({ fileName: z.string(), text: z.string() })),
  /** Writes it to a file; not in a browser, which saves by itself. `isSaved`: the person chose a file. */
  'tunnel.saveCloudPolicy': request(nothing, z.object({ isSaved: z.boolean() })),

  /** The addresses Mixpanel was given, newest first. */
  'hook.handedOut': request(nothing, z.array(handedOutSchema)),
  /** An address was copied for Mixpanel; one of this computer alone is not noted. */
  'hook.noteCopied': request(
    z.object({ address: z.url().max(2_000), connection: z.string().trim().max(200).optional() }),
    done,
  ),
  /** It is in use no longer. */
  'hook.forget': request(z.object({ id }), done),

  'settings.update': request(settingsSchema.partial(), done),
  /** The person has seen which settings were set aside. */
  'settings.noteSetAside': request(nothing, done),
  /** The answer is the last thing that the old key gives. */
  'settings.renewKey': request(nothing, z.object({ uiUrl: z.string().nullable() })),
  'settings.switch': request(z.object({ name: z.enum(SWITCHES), isOn: z.boolean() }), done),
  /** Whether the person is told of a cohort's changes. */
  'notifications.follow': request(z.object({ cohort: id, isOn: z.boolean() }), done),
  'notifications.update': request(notificationRulesSchema.partial(), done),
  'password.set': request(z.object({ user: hookUserSchema, password: hookPasswordSchema }), done),
  'password.remove': request(nothing, done),

  /** Saves everything in one file; to move, receiving is paused first and the hook URL comes along. */
  'backup.start': request(
    z.object({ forMove: z.boolean(), timeZone: z.string() }),
    /** null: the person chose no file. */
    z.object({ backupId: z.string().nullable() }),
  ),
  /** As `backup.changed` tells it. */
  'backup.state': request(z.object({ backupId: z.string() }), backupStateSchema),
  'backup.cancel': request(z.object({ backupId: z.string() }), done),
  /** In a browser: the path on this origin to fetch it from, once and within a minute. */
  'backup.fetch': request(
    z.object({ backupId: z.string() }),
    z.object({ downloadPath: z.string() }),
  ),
  'backup.showInFolder': request(z.object({ backupId: z.string() }), done),
  'backup.changed': event(backupStateSchema),

  /** The person chooses a file; null: none. */
  'restore.choose': request(nothing, z.object({ restoreId: z.string().nullable() })),
  /** In a browser: the path to send the file to, piece by piece. */
  'restore.begin': request(
    z.object({ sizeBytes: z.number().int().min(0) }),
    z.object({ restoreId: z.string(), uploadPath: z.string() }),
  ),
  'restore.check': request(z.object({ restoreId: z.string() }), backupContentsSchema),
  'restore.apply': request(z.object({ restoreId: z.string(), withHook: z.boolean() }), done),
  'restore.drop': request(z.object({ restoreId: z.string() }), done),
  'restore.changed': event(restoreProgressSchema),

  'data.space': request(nothing, spaceSchema),
  'data.showInFolder': request(nothing, done),
  'data.removeAll': request(nothing, done),

  'sample.start': request(nothing, done),
  'sample.remove': request(nothing, done),
} as const;

export type AppContract = typeof contract;
