/** Who was turned away and has not been heard since, for `rollcall status`. */
import type { OtherAddress } from '../../../shared/api/turned-away-model.ts';
import { messages } from '../../../shared/messages/messages.ts';
import { turnedAwayCode } from '../../../shared/turned-away.ts';
import { SAMPLE_PROJECT } from '../../api/sample-project.ts';
import {
  type InboxFacts,
  latestOf,
  type TurnedAway,
  turnedAway,
  withCohortIds,
} from '../../membership/turned-away.ts';
import { isoTime } from '../reading.ts';

/** What a status says of it, and why each cohort may stay away. */
export function readTurnedAwayStatus(facts: InboxFacts) {
  const heard = facts.heard.filter(({ projectId }) => projectId !== SAMPLE_PROJECT);
  const known = turnedAway({ ...facts, heard, dismissals: [] });
  const standing = turnedAway({ ...facts, heard });
  return {
    standing: withCohortIds(standing, heard),
    rows: standing.map(shown),
    causeFor: (cohort: { readonly projectId: string; readonly cohortId: string }) =>
      latestOf(cohort, known),
  };
}

function shown({ code, cohort, times, firstAtMs, lastAtMs, lastDelivery }: TurnedAway) {
  const { title, todo } = messages('en').screens.turnedAway.causes[turnedAwayCode(code)];
  return {
    code,
    cause: title,
    project: cohort?.projectId ?? null,
    cohort: cohort?.cohortId ?? null,
    times,
    first: isoTime(firstAtMs),
    last: isoTime(lastAtMs),
    delivery: lastDelivery,
    todo,
  };
}

type Shown = ReturnType<typeof shown>;

/** Posts to another hook URL, where there were some. */
export function otherAddressRows(other: OtherAddress | null): (readonly [string, string])[] {
  if (other === null) return [];
  return [['otherAddress', `${other.times} times, last ${isoTime(other.lastAtMs)}`]];
}

/** A line for each, to be read by a person. */
export function turnedAwayRow({ cause, project, cohort, times, last, todo }: Shown) {
  const whose = cohort === null ? '' : ` ${project}/${cohort}`;
  return ['turnedAway', `${cause}${whose}, ${times} times, last ${last}. ${todo}`] as const;
}
