/** Who was turned away and has not been heard since: rule 8. */

/** A delivery that was refused in a way that makes Mixpanel pause, or that was cut. */
export interface Refusal {
  readonly number: number;
  readonly receivedAtMs: number;
  readonly code: string;
  /** null: nobody can tell which one it was for. */
  readonly cohort: NamedCohort | null;
  /** When the next delivery was taken, of whatever cohort; null: none was. */
  readonly nextGoodAtMs: number | null;
}

export interface NamedCohort {
  /** '' when the sender names none. */
  readonly projectId: string;
  readonly cohortId: string;
  readonly name: string | null;
}

/** A cohort by its row id, with the first and the last delivery that was taken for it. */
export interface HeardCohort {
  readonly id: number;
  readonly projectId: string;
  readonly cohortId: string;
  readonly firstDelivery: number;
  readonly lastDelivery: number;
}

/** The person has seen those of a cause and a cohort ('' and '': of none) up to a delivery. */
export interface Dismissal {
  readonly code: string;
  readonly projectId: string;
  readonly cohortId: string;
  readonly upTo: number;
}

/** Deliveries that were turned away for one cause, of one cohort or of one that is not known. */
export interface TurnedAway {
  readonly code: string;
  readonly cohort: NamedCohort | null;
  readonly times: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly lastDelivery: number;
}

export interface InboxFacts {
  /** In the order they came. */
  readonly refusals: readonly Refusal[];
  readonly heard: readonly HeardCohort[];
  readonly dismissals: readonly Dismissal[];
}

/** A client may first try without a password, and then with it. */
const FIRST_TRY_MS = 60_000;
/** Mixpanel sends a cut one again by itself: what is cut so often in a row is cut on its way. */
const CUT_IN_A_ROW = 3;

/** What stands as turned away, the latest first. */
export function turnedAway({ refusals, heard, dismissals }: InboxFacts): readonly TurnedAway[] {
  const groups = new Map<string, TurnedAway>();
  for (const refusal of refusals) {
    if (isFirstTry(refusal) || isOver(refusal, heard) || isSeen(refusal, dismissals)) continue;
    const { code, cohort, number, receivedAtMs } = refusal;
    const key = JSON.stringify([code, cohort?.projectId, cohort?.cohortId]);
    const before = groups.get(key);
    groups.set(key, {
      code,
      cohort,
      times: (before?.times ?? 0) + 1,
      firstAtMs: before?.firstAtMs ?? receivedAtMs,
      lastAtMs: receivedAtMs,
      lastDelivery: number,
    });
  }
  return [...groups.values()]
    .filter(({ code, times }) => code !== 'BODY_CUT' || times >= CUT_IN_A_ROW)
    .toSorted((a, b) => b.lastDelivery - a.lastDelivery);
}

function isFirstTry({ code, receivedAtMs, nextGoodAtMs }: Refusal): boolean {
  if (code !== 'WRONG_PASSWORD' || nextGoodAtMs === null) return false;
  return nextGoodAtMs - receivedAtMs <= FIRST_TRY_MS;
}

/** Whether its cohort has been heard since; where nobody knows which it is, every one that was heard before. */
function isOver({ number, cohort }: Refusal, heard: readonly HeardCohort[]): boolean {
  if (cohort !== null) {
    return heard.some((one) => isSameCohort(one, cohort) && one.lastDelivery > number);
  }
  const before = heard.filter(({ firstDelivery }) => firstDelivery < number);
  // Where none was heard before, the first one that is heard shows that all is well.
  if (before.length === 0) return heard.some(({ lastDelivery }) => lastDelivery > number);
  return before.every(({ lastDelivery }) => lastDelivery > number);
}

function isSeen({ code, cohort, number }: Refusal, dismissals: readonly Dismissal[]): boolean {
  const { projectId = '', cohortId = '' } = cohort ?? {};
  return dismissals.some(
    (one) =>
      one.code === code &&
      one.projectId === projectId &&
      one.cohortId === cohortId &&
      one.upTo >= number,
  );
}

/** A delivery without a project may be of any that has a cohort of this id. */
function isSameCohort(
  a: Pick<NamedCohort, 'projectId' | 'cohortId'>,
  b: Pick<NamedCohort, 'projectId' | 'cohortId'>,
): boolean {
  const isProject = a.projectId === b.projectId || a.projectId === '' || b.projectId === '';
  return isProject && a.cohortId === b.cohortId;
}

/** The latest that may be the reason why a cohort stays away: its own, or one of which nobody knows whose it was. */
export function latestOf(
  cohort: Pick<NamedCohort, 'projectId' | 'cohortId'>,
  standing: readonly TurnedAway[],
): { readonly atMs: number; readonly code: string } | null {
  const found = standing.find((one) => one.cohort === null || isSameCohort(one.cohort, cohort));
  return found === undefined ? null : { atMs: found.lastAtMs, code: found.code };
}

/** The same with the row id of its cohort; null: it was never heard. */
export function withCohortIds(
  standing: readonly TurnedAway[],
  heard: readonly HeardCohort[],
): (Omit<TurnedAway, 'cohort'> & {
  readonly cohort: (NamedCohort & { readonly id: number | null }) | null;
})[] {
  return standing.map(({ cohort, ...one }) => ({
    ...one,
    cohort: cohort && {
      ...cohort,
      id: heard.find((known) => isSameCohort(known, cohort))?.id ?? null,
    },
  }));
}
