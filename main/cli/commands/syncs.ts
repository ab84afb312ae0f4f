import { findCohort } from '../../store/reading/cohorts.ts';
import { listSyncs } from '../../store/reading/syncs.ts';
import type { Command } from '../command.ts';
import { DATA_DIR_OPTION } from '../data-dir.ts';
import { readOptions, readProject, usage } from '../options.ts';
import { isoTime, readRoster } from '../reading.ts';
import { table } from '../table.ts';

const OPTIONS = {
  'data-dir': DATA_DIR_OPTION,
  cohort: { value: 'ID', help: 'the cohort' },
  project: {
    value: 'ID',
    help: "its project, where two have a cohort of this id; '' for the one without an id",
  },
  json: { help: 'as JSON, for other programs' },
  help: { help: 'this text' },
} as const;

export const syncsCommand: Command = {
  name: 'syncs',
  summary: 'lists the syncs of a cohort',
  options: OPTIONS,
  async run(args, context) {
    const given = readOptions('syncs', OPTIONS, args);
    const { cohort } = given;
    const project = readProject(given.project);
    if (cohort === undefined) throw usage('syncs', '--cohort says which cohort.');
    const syncs = await readRoster(given['data-dir'], context, (roster) =>
      listSyncs(roster, findCohort(roster, cohort, project, Date.now()).id, Date.now()),
    );
    if (given.json === true) {
      const listed = syncs.map(({ startedAtMs, lastAtMs, completedAtMs, ...sync }) => ({
        ...sync,
        startedAt: isoTime(startedAtMs),
        lastAt: isoTime(lastAtMs),
        completedAt: isoTime(completedAtMs),
      }));
      await context.writeOut(`${JSON.stringify(listed)}\n`);
      return;
    }
    const header = [
      ...['SYNC', 'ACTION', 'STATE', 'PAGES', 'IN BEFORE', 'JOINED', 'LEFT', 'WITHHELD', 'STARTED'],
      'SESSION',
    ];
    const rows = syncs.map((sync) => [
      String(sync.id),
      sync.action,
      sync.state,
      `${sync.pagesReceived}/${sync.totalPages}`,
      String(sync.inSinceBefore),
      `+${sync.joined}`,
      `-${sync.left}`,
      String(sync.withheld),
      isoTime(sync.startedAtMs) ?? '',
      sync.sessionId ?? '',
    ]);
    await context.writeOut(table([header, ...rows]));
  },
};
