import { connectEn } from '../connect/en.ts';
import { count } from './count-en.ts';
import { deliveriesEn } from './deliveries-en.ts';
import { exportEn } from './export-en.ts';
import { filtersEn } from './filters-en.ts';
import { settingsEn } from './settings-en.ts';
import { turnedAwayEn } from './turned-away-en.ts';

const number = new Intl.NumberFormat('en');

const people = (n: number) => count(n, 'person', 'people');
/** A cohort by its name, and how many it stands for. */
const andMore = (cohort: string, others: number) =>
  others === 0 ? `“${cohort}”` : `“${cohort}” and ${number.format(others)} more`;
const memberCount = (n: number) => count(n, 'member', 'members');

/** Every sentence on screen. Times come formatted, numbers as they are. */
export const screensEn = {
  common: {
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'The browser did not allow copying. Select the text and copy it yourself.',
    cancel: 'Cancel',
    close: 'Close',
    undo: 'Undo',
    undone: 'Undone.',
    said: 'What was just done',
    tryAgain: 'Try again',
    loading: 'Loading',
    justNow: 'just now',
    untitled: (id: string) => `Cohort ${id}`,
    joined: (n: number) => `+${number.format(n)}`,
    left: (n: number) => `−${number.format(n)}`,
    joinedWords: (n: number) => `${number.format(n)} joined`,
    leftWords: (n: number) => `${number.format(n)} left`,
    failed: 'This could not be loaded.',
    sentences: (all: readonly string[]) => all.join(' '),
    sample: 'Sample',
    skip: 'Go to the content',
  },
  state: {
    ready: 'Ready',
    readyDetail: (when: string) => `Last sync ${when}`,
    nothingYet: 'Waiting for the first sync',
    notConnected: 'Not connected',
    notConnectedDetail: 'Mixpanel can’t reach this computer until you connect it.',
    syncing: 'Syncing',
    syncingDetail: (pages: number, total: number) =>
      `Receiving part ${number.format(pages)} of ${number.format(total)}`,
    waiting: (n: number) => `Processing ${count(n, 'update', 'updates')}`,
    attention: 'Needs attention',
    trouble: 'Can’t save data',
    partial: (cohort: string, others: number) =>
      `${andMore(cohort, others)}: last sync incomplete.`,
    failed: (cohort: string, others: number) =>
      `${andMore(cohort, others)}: part of a sync couldn’t be processed.`,
    removedMost: (cohort: string, others: number) =>
      `${andMore(cohort, others)}: the last full sync removed more than half.`,
    silent: (cohort: string, others: number, since: string) =>
      `${andMore(cohort, others)} ${others === 0 ? 'hasn’t' : 'haven’t'} synced since ${since}.`,
    paused: 'Paused',
    pausedDetail: 'Mixpanel will retry.',
    pausedUntil: (when: string) =>
      `Mixpanel keeps retrying. Resume before ${when} to receive only what changed.`,
    nextExpected: (when: string) => `Next sync around ${when}`,
    nextDue: (when: string) => `Next sync was due at ${when}`,
    policyOutdated: 'The traffic policy at ngrok is outdated.',
    otherAddress: 'Messages came to another webhook URL than the current one.',
    urlAlert: 'Mixpanel is sending to an old address.',
    setAside: 'Some data couldn’t be read.',
    historyGap: 'Some received data was lost.',
    asOf: (when: string) => `Shown as of ${when}`,
    offline: 'Reconnecting',
    offlineDetail: 'This may be out of date.',
    locked: 'This address is no longer valid',
    lockedDetail: 'Open Rollcall again from its app or from the address it printed at start.',
  },
  nav: {
    label: 'Main',
    cohorts: 'Cohorts',
    noCohorts: 'None yet. The first sync appears here.',
    deliveries: 'Deliveries',
    connect: 'Connect',
    settings: 'Settings',
    find: 'Find or do',
  },
  welcome: {
    title: 'Who is in your cohorts, as of now.',
    lead: 'Rollcall receives Mixpanel’s cohort syncs on this computer, keeps who joined and left, and writes it to a spreadsheet.',
    hookTitle: 'Your hook URL',
    hookHint: 'Mixpanel sends to this address. Treat it like a password.',
    connectTitle: 'Your own cohorts',
    connectHint:
      'Four steps lead from here to the first sync: an address that Mixpanel can reach, a password, and where to enter both.',
    connect: 'Connect Mixpanel',
    sampleTitle: 'No Mixpanel at hand?',
    sampleText:
      'A sample cohort of 2,400 invented people arrives through the same door. You can take it away again.',
    sample: 'Try it with sample data',
    sampleRunning: 'The sample sync is on its way…',
    privacy: 'Everything stays on this computer. No account, no telemetry.',
  },
  connect: connectEn,
  cohort: {
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
  },
  span: {
    minutes: (n: number) => `${n} min`,
    hours: (n: number) => `${n} h`,
    hoursAndMinutes: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
    days: (n: number) => count(n, 'day', 'days'),
  },
  turnedAway: turnedAwayEn,
  silence: {
    short: 'silent',
    title: (span: string, every: string) =>
      `Nothing from Mixpanel for ${span}. It usually calls every ${every}.`,
    tunnelIsDown: (since: string) =>
      `The tunnel has been down since ${since}, so Mixpanel does not reach this computer and may have paused the sync.`,
    tunnelWasDown: (from: string, to: string) =>
      `The tunnel was down from ${from} to ${to}, and Mixpanel may have paused the sync.`,
    away: (from: string, to: string) =>
      `This computer was away from ${from} to ${to}, and Mixpanel may have paused the sync meanwhile.`,
    turnedAway: (when: string, cause: string) =>
      `A sync was rejected here at ${when} (${cause}), and Mixpanel has probably paused it.`,
    stopped: 'All is well here, so the sync was probably paused or removed in Mixpanel.',
    resume:
      'To resume it, open Data > Destinations in Mixpanel, point at the state to read the reason, then disconnect the sync and connect it again.',
  },
  away: {
    kept: (away: string, left: string) =>
      `This computer was away for ${away}. For another ${left} Mixpanel remembers what it sent last, so the next sync brings just what changed.`,
    keptNoLonger: (away: string) =>
      `This computer was away for ${away}, longer than Mixpanel remembers what it sent last. The next sync brings everyone again.`,
    caughtUp: (joined: number, left: number) =>
      `Caught up: ${number.format(joined)} joined, ${number.format(left)} left`,
  },
  members: {
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
  },
  filters: filtersEn,
  rounds: {
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
  },
  syncs: {
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
  },
  person: {
    back: 'Back',
    title: 'Person',
    stays: 'In and out',
    in: 'In',
    out: 'Left',
    from: (when: string) => `Joined ${when}`,
    between: (from: string, to: string) => `Joined between ${from} and ${to}`,
    before: (when: string) => `In since before ${when}`,
    until: (when: string) => `left ${when}`,
    properties: 'Properties',
    propertiesOf: (cohort: string) => `As sent with ${cohort}`,
    none: 'Nobody with this id has been in a cohort here.',
    copyId: 'Copy ID',
  },
  deliveries: deliveriesEn,
  export: exportEn,
  settings: settingsEn,
  palette: {
    title: 'Find or do',
    placeholder: 'A cohort, a person or what to do',
    none: 'Nothing fits.',
    go: 'Go to',
    doing: 'Do',
    inCohorts: (n: number) => `in ${count(n, 'cohort', 'cohorts')}`,
    copyHook: 'Copy hook URL',
    trySample: 'Try it with sample data',
    removeSample: 'Take the sample away',
    lightTheme: 'Light appearance',
    darkTheme: 'Dark appearance',
    inEnglish: 'English',
    inJapanese: '日本語',
    filter: 'Filter members',
    shortcuts: 'Keyboard shortcuts',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    palette: 'Find or do',
    search: 'Search this screen',
    export: 'Export this cohort',
    cells: 'Move between cells',
    extend: 'Select several cells',
    copy: 'Copy what is selected',
    open: 'Open the person',
    ends: 'First and last row',
    undo: 'Undo the last change',
    help: 'This list',
  },
} as const;
