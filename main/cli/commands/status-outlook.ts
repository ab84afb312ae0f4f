/** What is to come, for `rollcall status`: worked out anew from the folder, so that it is true beside a running Rollcall. */
import type { Silence } from '../../../shared/api/rhythm-model.ts';
import type { Outlook } from '../../rhythm/look-ahead.ts';
import type { Status } from '../../store/reading/status.ts';
import { isoTime } from '../reading.ts';

type NamedCohort = Pick<Status['heard'][number], 'id' | 'projectId' | 'cohortId'>;

interface ExpectedSync {
  readonly project: string;
  readonly cohort: string;
  readonly at: string | null;
  readonly missed: number;
}

interface SilentCohort {
  readonly project: string;
  readonly cohort: string;
  readonly since: string | null;
  readonly missed: number;
  readonly cause: Silence['cause']['kind'];
}

/** The outlook, each cohort by its own ids. */
export function statusOutlook(outlook: Outlook, heard: readonly NamedCohort[]) {
  const { cohorts, absence, forecast, pauseSafeUntilMs } = outlook;
  const names = new Map(
    heard.map(({ id, projectId: project, cohortId: cohort }) => [id, { project, cohort }]),
  );
  const expected: ExpectedSync[] = [];
  const silences: SilentCohort[] = [];
  for (const { id, projectId: project, cohortId: cohort } of heard) {
    const { nextExpected, silence } = cohorts.get(id) ?? {};
    if (nextExpected != null) {
      const { atMs, missed } = nextExpected;
      expected.push({ project, cohort, at: isoTime(atMs), missed });
    }
    if (silence != null) {
      const { sinceMs, missed, cause } = silence;
      silences.push({ project, cohort, since: isoTime(sinceMs), missed, cause: cause.kind });
    }
  }
  return {
    expected,
    silences,
    absence: absence && {
      from: isoTime(absence.fromMs),
      to: isoTime(absence.toMs),
      waiting: absence.waiting.map((id) => names.get(id)),
      keptUntil: isoTime(absence.keptUntilMs),
      caughtUp: absence.caughtUpBy !== null,
    },
    forecast,
    pauseSafeUntil: isoTime(pauseSafeUntilMs),
  };
}

/** The rows of it that a person has to know of. */
export function outlookRows(
  { expected, silences, absence, forecast }: ReturnType<typeof statusOutlook>,
  isNgrok: boolean,
): (readonly [string, string])[] {
  const [next] = expected.map(({ at }) => at).toSorted();
  return [
    ...(next == null ? [] : [['nextExpected', next] as const]),
    ...silences.map(
      ({ project, cohort, since, missed, cause }) =>
        ['silent', `${project}/${cohort} since ${since}, ${missed} missed (${cause})`] as const,
    ),
    ...(absence === null || absence.caughtUp
      ? []
      : [['away', `${absence.from} to ${absence.to}, kept until ${absence.keptUntil}`] as const]),
    ...(isNgrok && forecast !== null && forecast.level !== 'fine'
      ? [['forecast', `${forecast.requestsPerMonth} of ${forecast.limit} a month`] as const]
      : []),
  ];
}
