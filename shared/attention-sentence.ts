import { assertNever } from './assert-never.ts';
import type { Messages } from './messages/messages.ts';
import type { Attention, JudgedCohort } from './overall-state.ts';
import { turnedAwayCode } from './turned-away.ts';

/** How the words of a sentence are written where it stands. */
export interface AttentionWords {
  readonly t: Messages['screens'];
  readonly name: (cohort: Pick<JudgedCohort, 'name' | 'cohortId'>) => string;
  readonly clock: (atMs: number) => string;
}

/** What there is to be looked at, with the name of the cohort it begins with. */
export function attentionSentence(attention: Attention, words: AttentionWords): string {
  const { state, connect, turnedAway } = words.t;
  switch (attention.why) {
    case 'doubtful':
      return connect.doubtful;
    case 'turnedAway': {
      const { code, cohort, lastAtMs } = attention.refused;
      const { title } = turnedAway.causes[turnedAwayCode(code)];
      const when = words.clock(lastAtMs);
      return cohort === null
        ? turnedAway.headline(title, when)
        : turnedAway.ofCohort(words.name(cohort), title, when);
    }
    case 'policyOutdated':
    case 'otherAddress':
      return state[attention.why];
    case 'urlAlert':
      return state.urlAlert;
    case 'setAside':
    case 'historyGap':
      return state[attention.why];
    case 'failed':
    case 'partial':
    case 'removedMost':
      return state[attention.why](words.name(attention.cohort), attention.others);
    case 'silent': {
      const { cohort, others } = attention;
      const since = words.clock(cohort.silence?.sinceMs ?? 0);
      return state.silent(words.name(cohort), others, since);
    }
    default:
      return assertNever(attention);
  }
}
