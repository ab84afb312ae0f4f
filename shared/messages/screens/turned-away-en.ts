import type { TurnedAwayCode } from '../../turned-away.ts';
import { count } from './count-en.ts';

export interface TurnedAwayWords {
  readonly title: string;
  /** What to do here, or in Mixpanel. */
  readonly todo: string;
}

const causes: Readonly<Record<TurnedAwayCode, TurnedAwayWords>> = {
  WRONG_PASSWORD: {
    title: 'Wrong user name or password',
    todo: 'Set a password in Settings and enter the same user name and password in the Mixpanel connection.',
  },
  BODY_UNREADABLE: {
    title: 'Unreadable message',
    todo: 'What arrived is not JSON. Check what is sending to the webhook URL.',
  },
  BODY_TOO_DEEP: {
    title: 'Nested too deeply',
    todo: 'In the Mixpanel connection, leave the deeply nested property out of the properties to export.',
  },
  BODY_CUT: {
    title: 'Cut off on the way',
    todo: 'Several messages in a row ended in the middle. Check the proxy or tunnel between Mixpanel and this computer; exporting fewer properties makes messages shorter.',
  },
  ENCODING_UNKNOWN: {
    title: 'Unknown compression',
    todo: 'Something between Mixpanel and this computer compresses messages in a way Rollcall doesn’t know. Turn that off.',
  },
  ACTION_MISSING: {
    title: 'Not a cohort sync',
    todo: 'Something other than a Mixpanel cohort sync uses the webhook URL. Give it another address.',
  },
  ACTION_UNKNOWN: {
    title: 'Unknown kind of sync',
    todo: 'Rollcall knows Mixpanel’s members, add_members and remove_members. Check what is sending to the webhook URL.',
  },
  COHORT_ID_MISSING: {
    title: 'No cohort ID',
    todo: 'The message doesn’t say which cohort it is about. Check what is sending to the webhook URL.',
  },
  MEMBERS_MISSING: {
    title: 'No list of members',
    todo: 'The message has no list, so nothing was changed. Check what is sending to the webhook URL.',
  },
  MIXPANEL_ALERT: {
    title: 'Mixpanel alert',
    todo: 'A Mixpanel alert uses the webhook URL. In Mixpanel, give that alert another address.',
  },
  AMPLITUDE_COHORT: {
    title: 'Amplitude cohort',
    todo: 'An Amplitude webhook uses this URL. Rollcall receives Mixpanel’s cohort syncs; give Amplitude another address.',
  },
};

/** Deliveries that were turned away. Times come formatted. */
export const turnedAwayEn = {
  causes,
  tooLarge: 'Too large',
  headline: (title: string, when: string) => `Mixpanel was rejected at ${when}: ${title}`,
  ofCohort: (cohort: string, title: string, when: string) =>
    `“${cohort}” was rejected at ${when}: ${title}`,
  times: (n: number, since: string) => `${count(n, 'time', 'times')} since ${since}.`,
  resume:
    'Mixpanel has probably paused the sync. Once this is fixed, open Data > Destinations in Mixpanel, disconnect the sync and connect it again.',
  setPassword: 'Set password',
  see: 'See what arrived',
  dismiss: 'Dismiss',
  otherAddress: (n: number, when: string) =>
    `${count(n, 'message', 'messages')} came to another webhook URL than the current one, last at ${when}. A connection in Mixpanel may still have an old address.`,
};
