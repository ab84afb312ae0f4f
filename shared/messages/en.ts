import type { OwnColumn } from '../api/own-columns.ts';
import type { ErrorCode, ErrorDetails } from '../errors.ts';
import { desktopEn } from './desktop/en.ts';
import { screensEn } from './screens/en.ts';
import { tunnelEn } from './tunnel/en.ts';

const number = new Intl.NumberFormat('en');

type Sentence = (details: ErrorDetails) => string;

const errors: Readonly<Record<ErrorCode, Sentence>> = {
  WRONG_PASSWORD: () =>
    'The user name or password is not the one set in Rollcall. Copy both from Rollcall into the Mixpanel connection.',
  HEADERS_TOO_LARGE: () =>
    'The headers of this message are larger than 16 KiB. Something between Mixpanel and Rollcall adds them; take it out of the way.',
  BODY_TOO_LARGE: (d) =>
    `This message is larger than ${d.limitMiB} MiB. Choose fewer properties to export in the Mixpanel connection.`,
  BODY_UNREADABLE: () =>
    'This message could not be read as JSON. Mixpanel cohort syncs are JSON; check what is sending to this address.',
  BODY_TOO_DEEP: () =>
    'This message is nested more than 1,000 levels deep and could not be read. Leave the deeply nested property out of the export.',
  BODY_CUT: () =>
    'This message ends in the middle. Rollcall will take it when it is sent again; if it keeps ending there, something on its way cuts it off.',
  BODY_STALLED: () =>
    'The message stopped arriving before it was complete. Rollcall will take it when it is sent again.',
  ENCODING_UNKNOWN: (d) =>
    `The content encoding "${d.encoding}" is not known here. Send it plain, or as gzip, deflate, br or zstd.`,
  ACTION_MISSING: () =>
    'This message has no "action". Rollcall receives Mixpanel cohort syncs (Data > Destinations > Webhook).',
  ACTION_UNKNOWN: () =>
    'This message has an "action" that is not members, add_members or remove_members, so Rollcall can\'t tell what to do with it.',
  COHORT_ID_MISSING: () =>
    'This message names no cohort ("mixpanel_cohort_id"), so Rollcall can\'t tell which list to change.',
  MEMBERS_MISSING: () =>
    'This message has no list of members ("members"), so there is nothing to apply.',
  MIXPANEL_ALERT: () =>
    'This is a Mixpanel alert, not a cohort sync. Use this address under Data > Destinations > Webhook, and another one for alerts.',
  AMPLITUDE_COHORT: () =>
    'This is an Amplitude cohort webhook. Rollcall receives Mixpanel cohort syncs; give Amplitude another address.',
  PAUSED: () =>
    'Receiving is paused by the owner of this Rollcall. It will take this sync when it resumes.',
  DISK_NEARLY_FULL: () =>
    'The disk Rollcall keeps its data on is nearly full. Free some space there; the sync will go through when it is sent again.',
  BACKLOG_FULL: () =>
    'Rollcall is still working through earlier messages. It will take this one when it is sent again.',
  STORE_FULL: () =>
    'The disk Rollcall keeps its data on is full. Free some space there; the sync will go through when it is sent again.',
  STORE_BUSY: () =>
    'Another program holds the file Rollcall keeps its data in. Close it; the sync will go through when it is sent again.',
  STORE_READ_ONLY: () =>
    'Rollcall may not write to its data folder. Allow it there; the sync will go through when it is sent again.',
  STORE_CORRUPT: () =>
    'The file Rollcall keeps its data in is damaged. Restart Rollcall; it sets the file aside and goes on.',
  STORE_GONE: () =>
    'The folder Rollcall keeps its data in was removed or replaced. Put it back; the sync will go through when it is sent again.',
  STORE_FAILED: () =>
    'Rollcall could not write to its disk. Check the disk; the sync will go through when it is sent again.',
  STORE_STOPPED: () => 'Rollcall is closing. The sync will go through when it runs again.',
  NODE_TOO_OLD: (d) =>
    `Rollcall needs Node.js 24 or newer, and this is ${d.version}. Install it from nodejs.org and try again.`,
  USAGE: (d) => `${d.problem} Try: rollcall ${d.command} --help`,
  DATA_DIR_MISSING: (d) =>
    `There is no Rollcall data in ${d.path}. Check the folder given with --data-dir.`,
  DATA_DIR_UNUSABLE: (d) =>
    `Rollcall can't use the folder ${d.path}. Check that it exists and that you may write there.`,
  DATA_DIR_SHARED: (d) =>
    `Other people on this computer may write to the folder ${d.path}, so your members would not be safe there. Give Rollcall a folder of its own in it: --data-dir ${d.folder}`,
  DATA_DIR_IN_USE: (d) =>
    `Another Rollcall already uses the folder ${d.path}. Close that one, or choose another folder.`,
  DATA_FROM_NEWER_VERSION: (d) =>
    `The data in ${d.path} was written by a newer Rollcall. Install the newest version to open it.`,
  APPLYING_STALLED: () =>
    'Received messages are waiting and nothing has been applied for 30 seconds. Check that the running Rollcall is well, or close it and try again.',
  PORT_IN_USE: (d) =>
    `Port ${d.port} is in use by another program. Close that program or choose another port.`,
  COHORT_UNKNOWN: (d) =>
    `There is no cohort ${d.cohort} here. "rollcall cohorts" lists those that have arrived.`,
  COHORT_AMBIGUOUS: (d) =>
    `Cohort ${d.cohort} exists in more than one project (${d.projects}). Add --project to say which one.`,
  SYNC_UNKNOWN: (d) =>
    `This cohort has no sync ${d.sync}. "rollcall syncs" lists those that have arrived.`,
  TIME_UNREADABLE: (d) =>
    `"${d.value}" is neither a sync of this cohort nor a day or time that exists. Write a time like 2026-11-24T09:00:00Z.`,
  COLUMN_UNKNOWN: (d) => `This cohort has no column ${d.column}. Its columns are: ${d.columns}.`,
  TIME_ZONE_UNKNOWN: (d) => `The time zone ${d.zone} is not known. Write one like Asia/Tokyo.`,
  EXPORT_TARGET_UNUSABLE: (d) =>
    d.path === '-'
      ? 'The output was closed before the export was complete.'
      : `The file ${d.path} can't be written. Check that its folder exists, that you may write there and that the disk has room.`,
  EXPORT_ENDING_FOREIGN: (d) =>
    `This is a CSV file, and a name that ends in .${d.ending} promises another one. Choose a name that ends in .csv.`,
  EXPORT_CANCELLED: () => 'The export was cancelled. Nothing was written.',
  SETTINGS_UNREADABLE: (d) =>
    `The settings could not be read. They were set aside as ${d.path}, and Rollcall started with new ones.`,
  SIMULATION_REFUSED: (d) =>
    `The receiver answered ${d.status}, at which Mixpanel pauses a sync: ${d.message}`,
  REQUEST_UNKNOWN: () =>
    'This page asked for something the running Rollcall does not know. Reload the page; the two are of different versions.',
  REQUEST_INVALID: () =>
    'This page asked in a way the running Rollcall does not understand. Reload the page; the two are of different versions.',
  REQUEST_TOO_LARGE: () => 'This is more than Rollcall takes at once. Shorten it and try again.',
  KEY_WRONG: () =>
    'The key in this address is no longer valid. Open the address that Rollcall shows when it starts.',
  UNREACHABLE: () =>
    'Rollcall does not answer. This page shows what it knew and goes on as soon as Rollcall runs again.',
  UNEXPECTED: () => 'That did not work. Nothing was changed as far as is known; try again.',
  COHORT_GONE: () => 'This cohort is no longer here. It comes back with its next full sync.',
  DELIVERY_GONE: () =>
    'This delivery is no longer kept: it was removed or is older than the limit.',
  DELIVERY_NOT_KEPT: () =>
    'This delivery, or one that belongs with it, is no longer kept or can’t be read, so it can’t be applied in its place. The cohort’s next full sync brings what it lacks.',
  DELIVERY_FAILS_AGAIN: () =>
    'It failed again, and nothing was changed. The delivery stays here; the cohort’s next full sync brings what it lacks.',
  EXPORT_GONE: () => 'This export is over. Start it again.',
  NOT_IN_BROWSER: () =>
    'In a browser, the file is where the browser saves its downloads. Open it from there.',
  SAMPLE_RUNNING: () => 'The sample data is already on its way.',
  BACKUP_CANCELLED: () => 'The backup was cancelled. Nothing was saved.',
  BACKUP_NO_ROOM: (d) =>
    `The disk with ${d.path} has not enough room: this takes about ${d.neededMiB} MiB. Your data is as it was. Free some space there and try again.`,
  BACKUP_FOREIGN: () =>
    'This is no backup of Rollcall. Choose a file that Rollcall saved; its name ends in .rollcall.',
  BACKUP_DAMAGED: () =>
    'This backup is damaged or cut off, and nothing was changed. Copy the file here again, or choose another backup.',
  BACKUP_FROM_NEWER_VERSION: () =>
    'This backup was saved by a newer Rollcall. Install the newest version here and try again.',
  BACKUP_GONE: () => 'This backup is no longer at hand. Choose or save it again.',
  RESTORE_FAILED: () =>
    'The data could not be replaced, and what was here is in use again. Close whatever else uses the data folder and try again.',
  PASSWORD_NOT_KEPT: () =>
    'The password could not be sealed, so nothing was changed. Settings says why and what to do.',
  ...tunnelEn,
};

const start = {
  ready: ({
    hookUrl,
    publicHookUrl,
    uiUrl,
    dataDir,
  }: {
    readonly hookUrl: string;
    readonly publicHookUrl: string | null;
    readonly uiUrl: string;
    readonly dataDir: string;
  }) =>
    `Rollcall is receiving.

  Open       ${uiUrl}
  Hook URL   ${publicHookUrl ?? hookUrl}
  Data       ${dataDir}

What to do with it
  1. ${
    publicHookUrl === null
      ? `Programs on this computer can send to the hook URL as it is. Mixpanel needs a public address: start with
     --tunnel ngrok and your token in NGROK_AUTHTOKEN, or with --tunnel manual --public-url and a tunnel of your own.`
      : `The hook URL is the address that Mixpanel calls. It stays the same.`
  }
  2. In Mixpanel open Data > Destinations > Webhook > Connect and paste the public hook URL.
  3. Add the cohort under Syncs > Add Cohort Sync. The first sync can take up to 30 minutes.
  4. Watch it arrive in the browser at the first address above.

Keep both addresses to yourself: whoever knows the first can see your data, whoever knows the hook URL can send
to Rollcall. Stop with Ctrl+C.`,
  closed: 'Rollcall is closed. What was received is kept.',
} as const;

/** What a person calls the properties that Mixpanel sends by itself: headers of the Excel export. */
const exportColumns: Readonly<
  Record<
    'mixpanel_distinct_id' | 'email' | 'first_name' | 'last_name' | 'phone_number' | '$name',
    string
  >
> = {
  mixpanel_distinct_id: 'Mixpanel ID',
  email: 'Email',
  first_name: 'First name',
  last_name: 'Last name',
  phone_number: 'Phone',
  $name: 'Name',
};

/** Headers of the columns that Rollcall adds to an Excel export, and their names where columns are chosen. */
const ownColumns: Readonly<Record<OwnColumn, string>> = {
  joined: 'Joined',
  left: 'Left',
  in_since_before: 'In since before',
};

const exportWarnings = {
  start:
    'Without a finished full sync, people who were already in the cohort may be missing from the file. Start a full sync in Mixpanel to complete the list.',
  assumed:
    'This list starts with the first changes Mixpanel sent. People who were already in the cohort may be missing from the file.',
  pages:
    'The last sync is incomplete: some people may be missing, and people who left may still be listed.',
  failed:
    'Part of what Mixpanel sent could not be read or was lost: some people may be missing, and people who left may still be listed. The next full sync repairs the list.',
  receiving: 'A sync is still in progress, so some people may be missing from the file.',
  unidentified: (people: number) =>
    people === 1
      ? 'One person in the last full sync had no ID that Rollcall can use and is not in the file. Tick mixpanel_distinct_id under Properties to Export in Mixpanel.'
      : `${number.format(people)} people in the last full sync had no ID that Rollcall can use and are not in the file. Tick mixpanel_distinct_id under Properties to Export in Mixpanel.`,
  apostrophes: (cells: number) =>
    cells === 1
      ? 'One cell is too long for Excel to take as it is; it begins with an apostrophe that was added.'
      : `${cells} cells are too long for Excel to take as they are; they begin with an apostrophe that was added.`,
  willCut: (cells: number) =>
    cells === 1
      ? 'One value is longer than the 32,767 characters that fit into an Excel cell. It will be cut there and marked; --for import writes it whole.'
      : `${number.format(cells)} values are longer than the 32,767 characters that fit into an Excel cell. They will be cut there and marked; --for import writes them whole.`,
  cut: (cells: number) =>
    cells === 1
      ? 'One value was too long for Excel and was cut and marked.'
      : `${number.format(cells)} values were too long for Excel and were cut and marked.`,
  willNotShow: (members: number, shown: number) =>
    `The file will hold ${number.format(members)} members, and Excel shows only the first ${number.format(shown)} of them.`,
  notShown: (members: number, shown: number) =>
    `The file holds ${number.format(members)} members; Excel shows only the first ${number.format(shown)} of them.`,
} as const;

/** Ends a cell of the Excel kind that holds less than was sent. */
const exportCut = (characters: number) =>
  `… [cut here: ${number.format(characters)} characters in all]`;

const sample = { cohortName: 'Sample: trial users' } as const;

/** What stands at the head of the traffic policy for an ngrok cloud endpoint. */
const cloudPolicyNotes = (url: string): string =>
  [
    `Traffic policy for the ngrok cloud endpoint ${url}, written by Rollcall.`,
    "Paste it in ngrok's dashboard: Endpoints > the cloud endpoint > Traffic Policy.",
    'Only the hook path passes. While Rollcall is away, Mixpanel is told to come back later (503).',
    'It holds the secret part of the hook URL: keep it to yourself.',
  ].join('\n');

export const en = {
  appName: 'Rollcall',
  sample,
  start,
  cloudPolicyNotes,
  exportWarnings,
  exportCut,
  hookReady:
    'This address receives Mixpanel cohort syncs. Enter it in Mixpanel under Data > Destinations > Webhook.',
  exportColumns,
  ownColumns,
  errors,
  screens: screensEn,
  desktop: desktopEn,
} as const;
