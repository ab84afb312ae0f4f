import type { Completeness, IncompleteReason } from '../../../shared/api/completeness.ts';
import { listCohorts } from '../../store/reading/cohorts.ts';
import type { Command } from '../command.ts';
import { DATA_DIR_OPTION } from '../data-dir.ts';
import { readOptions } from '../options.ts';
import { isoTime, readRoster } from '../reading.ts';
import { table } from '../table.ts';

const OPTIONS = {
  'data-dir': DATA_DIR_OPTION,
  json: { help: 'as JSON, for other programs' },
  help: { help: 'this text' },
} as const;

export const cohortsCommand: Command = {
  name: 'cohorts',
  summary: 'lists the cohorts that have arrived',
  options: OPTIONS,
  async run(args, context) {
    const given = readOptions('cohorts', OPTIONS, args);
    const cohorts = await readRoster(given['data-dir'], context, (roster) =>
      listCohorts(roster, Date.now()),
    );
    const listed = cohorts.map(
      ({ projectId, cohortId, name, members, baseline, state, lastSyncAtMs, completeness }) => ({
        projectId,
        cohortId,
        name,
        members,
        baseline,
        state,
        lastSyncAt: isoTime(lastSyncAtMs),
        completeness,
      }),
    );
    if (given.json === true) {
      await context.writeOut(`${JSON.stringify(listed)}\n`);
      return;
    }
    const header = ['PROJECT', 'COHORT', 'MEMBERS', 'WHOLE', 'STATE', 'LAST SYNC', 'NAME'];
    const rows = listed.map((cohort) => [
      cohort.projectId,
      cohort.cohortId,
      String(cohort.members),
      wholeness(cohort.completeness),
      cohort.state,
      cohort.lastSyncAt ?? '',
      cohort.name ?? '',
    ]);
    await context.writeOut(table([header, ...rows]));
  },
};

const REASONS: Readonly<Record<IncompleteReason, string>> = {
  start: 'no full sync yet',
  pages: 'pages missing',
  failed: 'failed or lost',
  receiving: 'arriving',
};

/** Whether everybody who is in is known or, in a few words, why not. */
function wholeness({ state, reasons, unidentified }: Completeness): string {
  const why = state === 'assumed' ? ['assumed'] : reasons.map((reason) => REASONS[reason]);
  const words = [...why, ...(unidentified > 0 ? [`${unidentified} without id`] : [])];
  const isWhole = state === 'whole' ? 'yes' : 'no';
  return words.length === 0 ? isWhole : `${isWhole}: ${words.join(', ')}`;
}
