import { count } from './count-en.ts';

const number = new Intl.NumberFormat('en');
const people = (n: number) => count(n, 'person', 'people');
const memberCount = (n: number) => count(n, 'member', 'members');

/** What a cohort's screen says at its head, and of how far its list is known. */
export const cohortEn = {
  export: 'Export…',
  notify: 'Notify me',
  notifyHint: 'When people join or leave this cohort. How often: in Settings.',
  /** Beside members of another time. */
  memberUnitNow: (n: number): string => (n === 1 ? 'member now' : 'members now'),
  memberUnit: (n: number): string => (n === 1 ? 'member' : 'members'),
  memberCount,
  since: 'in the last round',
  heard: (when: string) => `heard ${when}`,
  asOnce: (when: string) => `as of ${when}, sent once`,
  notHeard: 'not heard yet',
  nextExpected: (when: string) => `next sync expected about ${when}`,
  nextDue: (when: string) => `next sync was due about ${when}`,
  oneMissed: (when: string) => `one sync did not come, the next is expected about ${when}`,
  tabs: 'Views of this cohort',
  members: 'Members',
  rounds: 'Joined & left',
  syncs: 'Syncs',
  receiving: (pages: number, total: number) =>
    `${number.format(pages)} of ${count(total, 'page has', 'pages have')} arrived. Nobody is removed until the last one is here.`,
  partial: (when: string, missing: number, total: number, most: number) =>
    `The sync of ${when} is incomplete: ${number.format(missing)} of ${count(total, 'part', 'parts')} missing, so up to ${people(most)} may be missing and people who left are still listed. The next sync usually fixes this.`,
  failed:
    'Part of what Mixpanel sent couldn’t be read or was lost, so people may be missing. See Deliveries; the next full sync fixes this.',
  unidentified: (n: number) =>
    `${people(n)} in the last full sync had no ID that Rollcall can use and ${n === 1 ? 'is' : 'are'} not listed. Tick mixpanel_distinct_id under Properties to Export in Mixpanel.`,
  withheld: (n: number) =>
    `${people(n)} it did not name ${n === 1 ? 'stays' : 'stay'} listed: without IDs nobody can tell who left.`,
  /** Beside a number of members that is not known to be all of them. */
  about: '≈',
  notWhole: 'The list is not known to be complete.',
  incomplete: 'incomplete',
  firstSync: 'First sync',
  same: (name: string, id: string, n: number) =>
    `This is probably the same cohort as “${name}” (ID ${id}, ${memberCount(n)}), which an earlier version of Rollcall kept apart.`,
  merge: 'Merge',
  keepApart: 'Keep apart',
  merged: 'The cohorts are one now.',
  removedMost:
    'The last full sync removed more than half of this cohort. If that was not meant, check the cohort’s definition in Mixpanel. Everyone is still listed under Joined & left.',
  seeLeft: 'See who left',
  baselineUnknown:
    'Only changes have arrived, so people who were already in are missing. Start a full sync in Mixpanel to complete the list.',
  baselineAssumed:
    'This list starts with the first changes Mixpanel sent. People who were already in may be missing.',
  startUnknown: 'No full sync has finished yet, so people who were already in may be missing.',
  chartSummary: (from: string, to: string, rounds: number) =>
    `Size over ${count(rounds, 'round', 'rounds')}: from ${from} to ${to}`,
  gone: 'This cohort is not here any more.',
  goneText: 'It was deleted, or has not arrived yet. A new sync brings it back.',
  announce: (joined: number, left: number) =>
    `${number.format(joined)} joined, ${number.format(left)} left`,
};

/** What a cohort's screen says: members. */
export const membersEn = {
  table: (name: string) => `Members of ${name}`,
  search: 'Search members',
  searchPast: 'Search these members',
  searchHint: (n: number) => `Search ${memberCount(n)}`,
  export: 'Export these',
  /** Of a time by which somebody was in, and nobody knows since when. */
  before: (when: string) => `before ${when}`,
  asOf: 'As of',
  now: 'Now',
  past: (when: string, label: string) => `${when} · ${label}`,
  sortBy: 'Sort by',
  orders: {
    joined: 'Joined',
    name: 'Name',
    email: 'Email',
    distinct_id: 'Mixpanel ID',
  },
  ascending: 'Ascending',
  descending: 'Descending',
  columns: 'Columns',
  columnsHint: 'Choose, order and size columns',
  width: (column: string, pixels: number) => `${column}: ${number.format(pixels)} pixels wide`,
  place: (column: string, at: number, all: number) =>
    `${column}: column ${number.format(at)} of ${number.format(all)}`,
  narrower: (column: string) => `Make ${column} narrower`,
  wider: (column: string) => `Make ${column} wider`,
  moveUp: (column: string) => `Move ${column} to the left`,
  moveDown: (column: string) => `Move ${column} to the right`,
  resetColumns: 'Reset columns',
  columnsReset: 'Columns are as they were at first.',
  columnHidden: (column: string) => `${column} is hidden.`,
  column: {
    distinct_id: 'Mixpanel ID',
    email: 'Email',
    last_name: 'Last name',
    first_name: 'First name',
    phone_number: 'Phone',
    full_name: 'Name',
    joined: 'Joined',
    left: 'Left',
  },
  missing: 'Not sent',
  empty: 'Empty text',
  nullValue: 'null',
  none: 'Nobody is in this cohort now.',
  noneFound: (text: string) => `Nobody fits “${text}”.`,
  noneFoundHint: 'Names, email, phone and Mixpanel ID are searched.',
  footerFound: (n: number, all: number) =>
    `${number.format(n)} of ${count(all, 'member', 'members')}`,
  /** While it is not known yet how many of them. */
  footerAwaited: (all: number) => `… of ${count(all, 'member', 'members')}`,
  footerFoundPast: (n: number) => `${count(n, 'member fits', 'members fit')}`,
  footerHidden: (n: number) => `${count(n, 'column', 'columns')} hidden`,
  footerKeys: (copyKey: string) => `Arrows move · Enter opens the person · ${copyKey} copies`,
  copied: (n: number) => `${count(n, 'row', 'rows')} copied`,
  copiedCells: (n: number) => `${count(n, 'cell', 'cells')} copied`,
  tooMany: (n: number) =>
    `At most ${number.format(n)} rows can be copied at once. Export the rest.`,
  sorted: (column: string) => `sorted by ${column}`,
};

/** What a cohort's screen says: rounds. */
export const roundsEn = {
  list: 'Rounds',
  text: 'A round is what Mixpanel sends together: who joined and who left.',
  none: 'No round yet. The first sync makes one.',
  size: (n: number) => `${memberCount(n)} after it`,
  joinedTab: (n: number) => `Joined ${number.format(n)}`,
  leftTab: (n: number) => `Left ${number.format(n)}`,
  joinedTable: (when: string) => `Who joined, ${when}`,
  leftTable: (when: string) => `Who left, ${when}`,
  nobodyJoined: 'Nobody joined in this round.',
  nobodyLeft: 'Nobody left in this round.',
  firstSync: (n: number) =>
    `This is the first sync: ${people(n)} ${n === 1 ? 'was' : 'were'} already in. Nobody can tell since when.`,
  export: 'Export these',
};

/** What a cohort's screen says: syncs. */
export const syncsEn = {
  table: 'Syncs of this cohort',
  none: 'No sync has arrived yet.',
  started: 'Started',
  action: 'What it brought',
  actions: {
    members: 'Everybody',
    add_members: 'Who joined',
    remove_members: 'Who left',
  },
  state: 'State',
  states: {
    receiving: 'Receiving',
    complete: 'Complete',
    partial: 'Partial',
    superseded: 'Superseded',
    failed: 'Failed',
  },
  pages: 'Pages',
  pageProgress: (received: number, total: number) =>
    `${number.format(received)} of ${number.format(total)}`,
  changed: 'Changed',
  nothing: 'Nothing',
  notes: 'Notes',
  failedPages: (n: number) => `${count(n, 'page', 'pages')} set aside`,
  unidentified: (n: number) => `${count(n, 'entry', 'entries')} without an id`,
  inSinceBefore: (n: number) => `${people(n)}, first sync`,
  withheld: (n: number) => `${people(n)} not named, kept: IDs are missing`,
  unknown: (n: number) => `${people(n)} not known before`,
  removedMost: 'removed more than half',
};
