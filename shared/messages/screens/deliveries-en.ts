import { count } from './count-en.ts';

const number = new Intl.NumberFormat('en');
const people = (n: number) => count(n, 'person', 'people');

/** What the deliveries say. Times and sizes come formatted. */
export const deliveriesEn = {
  title: 'Deliveries',
  lead: 'Every request as it came, kept on this computer for a while.',
  list: 'Deliveries, newest first',
  search: 'Search deliveries',
  searchHint: 'Cohort, session, time or text',
  show: 'Show',
  states: {
    all: 'Everything',
    changed: 'Somebody joined or left',
    failed: 'Set aside',
    refused: 'Rejected',
    tests: 'Test calls',
    heartbeats: 'Heartbeats',
  },
  none: 'Nothing has arrived yet.',
  noneText: 'Each request to the hook URL is listed here with what it said and what it changed.',
  noneListed: (text: string) => `“${text}” is in no cohort’s name, session, action or time.`,
  noneOfState: 'None of this kind is kept here.',
  bodies: {
    title: 'In the text that came',
    list: 'Deliveries with it in their body, newest first',
    running: (when: string | null) =>
      when === null
        ? 'Looking through the bodies…'
        : `Looking through the bodies, back to ${when} so far…`,
    reached: (when: string) => `Looked through the bodies back to ${when}.`,
    whole: (found: number): string =>
      found === 0
        ? 'It is in none of the bodies kept here.'
        : 'All bodies kept here were looked through.',
    further: 'Search further back',
  },
  choose: 'Choose a delivery to see what exactly came.',
  number: (n: number) => `#${number.format(n)}`,
  page: (page: number, total: number) => `page ${number.format(page)} of ${number.format(total)}`,
  pageShort: (page: number, total: number) =>
    `page ${number.format(page)} of ${number.format(total)}`,
  entries: (n: number) => count(n, 'entry', 'entries'),
  test: 'Test call',
  /** A content type said that there was something to send. */
  emptyCall: 'Empty call',
  refused: 'Rejected',
  more: 'Show older ones',
  outcomes: {
    applied: 'Applied',
    repeat: 'A repeat, changed nothing',
    superseded: 'Superseded by a newer sync',
    failed: 'Set aside',
    waiting: 'Waiting to be applied',
  },
  effect: (joined: number, left: number) =>
    `${number.format(joined)} joined, ${number.format(left)} left`,
  headers: 'Headers',
  headersHint: 'Secrets are not kept.',
  body: 'Body',
  noBody: 'The body was empty, or is past its retention.',
  cut: 'The first 256 KiB are shown.',
  showWhole: 'Show all',
  saveBody: 'Save as file',
  curl: 'Copy as cURL',
  copyBody: 'Copy body',
  curlHint: 'The cURL command holds none either: put the hook URL in yourself.',
  unknown: (n: number) => `${people(n)} not known before`,
  nullNumbers: (n: number) => `${count(n, 'value', 'values')} (NaN or Infinity) taken as empty`,
  unidentified: (n: number) => `${count(n, 'entry', 'entries')} without an id`,
  failedText:
    'This delivery could not be applied and was set aside; everything else went on. See what it would change, then apply it again: it counts in its place, and what came later still wins.',
  noUsableId: (n: number) =>
    `None of its ${people(n)} had an ID that Rollcall can use, so nobody was added and nobody was removed. In Mixpanel, tick mixpanel_distinct_id under Properties to Export of this cohort’s connection and start a full sync.`,
  firstSync: (n: number) => `First sync: ${people(n)}`,
  applyAgain: 'Apply again',
  applying: 'Applying…',
  appliedAgain: 'Applied. It counts in its place.',
  foresee: 'What would this do now?',
  foresight: {
    working: 'Working it out',
    nothing: {
      same: 'Nobody would join, leave or change',
      repeat: 'Nothing: this same list has counted already.',
      superseded: 'Nothing: a newer full sync is complete.',
      refused: 'Nothing: it would be refused again.',
      test: 'Nothing: a test call changes nothing.',
    },
    joined: (n: number) => `${people(n)} would join`,
    left: (n: number) => `${people(n)} would leave`,
    changed: (n: number) => `${people(n)} would get other properties`,
    unknown: (n: number) => `${people(n)} to remove who are not in`,
    joins: 'joins',
    leaves: 'leaves',
    changes: 'changes',
    asIfNow: 'As if it came again now. Nothing was changed.',
    inItsPlace: 'As if it were applied in its place. Nothing was changed.',
  },
};
