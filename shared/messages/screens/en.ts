import { connectEn } from '../connect/en.ts';
import { cohortEn, membersEn, roundsEn, syncsEn } from './cohort-en.ts';
import { count } from './count-en.ts';
import { deliveriesEn } from './deliveries-en.ts';
import { exportEn } from './export-en.ts';
import { filtersEn } from './filters-en.ts';
import { settingsEn } from './settings-en.ts';
import { turnedAwayEn } from './turned-away-en.ts';

const number = new Intl.NumberFormat('en');

/** A cohort by its name, and how many it stands for. */
const andMore = (cohort: string, others: number) =>
  others === 0 ? `“${cohort}”` : `“${cohort}” and ${number.format(others)} more`;

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
  cohort: cohortEn,
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
  members: membersEn,
  filters: filtersEn,
  rounds: roundsEn,
  syncs: syncsEn,
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
