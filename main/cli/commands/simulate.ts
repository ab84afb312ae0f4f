import { type PageOfSync, parsePageOfSync, parseShare } from '../../simulator/options.ts';
import { simulate } from '../../simulator/simulate.ts';
import type { Command } from '../command.ts';
import { readNumber, readOptions, usage } from '../options.ts';

const OPTIONS = {
  url: { value: 'HOOKURL', help: 'where to send the syncs' },
  cohort: { value: 'ID', help: 'cohort id' },
  project: { value: 'ID', help: 'project id' },
  name: { value: 'S', help: 'name of the cohort' },
  members: { value: 'N', help: 'size of the cohort at the first sync (1000)' },
  props: { value: 'N', help: 'properties beside the usual fields (8)' },
  'page-size': { value: 'N', help: 'members a page (1000)' },
  churn: { value: 'P', help: 'share that changes between two syncs, 0.02 or 2%' },
  syncs: { value: 'N', help: 'how many syncs, the first full one included (1)' },
  'full-sync-every': {
    value: 'N',
    help: 'every how many rounds a full sync comes instead (0: never)',
  },
  seed: { value: 'N', help: 'same seed, same people' },
  concurrency: { value: 'N', help: 'pages on their way at once (1)' },
  shuffle: { help: 'pages of a sync in another order' },
  duplicate: { value: 'P', help: 'share of pages sent twice' },
  'drop-page': { value: 'K', help: 'page K of the first sync, or SYNC:K, is never sent' },
  'restart-page': {
    value: 'K',
    help: 'after page K, or SYNC:K, the sync starts again from the top',
  },
  'same-session': { help: 'a restarted sync keeps its session id' },
  user: { value: 'U', help: 'user name of the hook' },
  password: { value: 'P', help: 'password of the hook' },
  ledger: { value: 'FILE', help: 'writes down what a receiver can know after every sync' },
  help: { help: 'this text' },
} as const;

export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'sends the syncs of an invented cohort, as Mixpanel does',
  options: OPTIONS,
  async run(args, context) {
    const given = readOptions('simulate', OPTIONS, args);
    if (given.url === undefined) throw usage('simulate', '--url says where to send the syncs.');
    const count = (
      name: string,
      text: string | undefined,
      min = 0,
    ): { [key: string]: number } | undefined => {
      const value = readNumber('simulate', name, text, { min });
      return value === undefined ? undefined : { [camelCase(name)]: value };
    };
    const summary = await simulate(
      {
        url: given.url,
        ...(given.cohort !== undefined && { cohortId: given.cohort }),
        ...(given.project !== undefined && { projectId: given.project }),
        ...(given.name !== undefined && { name: given.name }),
        ...count('members', given.members),
        ...count('props', given.props),
        ...count('page-size', given['page-size'], 1),
        ...count('syncs', given.syncs, 1),
        ...count('full-sync-every', given['full-sync-every']),
        ...count('seed', given.seed),
        ...count('concurrency', given.concurrency, 1),
        ...share('churn', given.churn),
        ...share('duplicate', given.duplicate),
        shuffle: given.shuffle === true,
        sameSession: given['same-session'] === true,
        dropPage: pageOf('drop-page', given['drop-page']),
        restartPage: pageOf('restart-page', given['restart-page']),
        user: given.user,
        password: given.password,
        ledgerPath: given.ledger,
      },
      context.writeError,
      context.signal,
    );
    await context.writeOut(`${JSON.stringify(summary)}\n`);
  },
};

function share(name: string, text: string | undefined): { [key: string]: number } | undefined {
  if (text === undefined) return undefined;
  const value = parseShare(text);
  if (value === null)
    throw usage('simulate', `--${name} takes a share like 0.02 or 2%, not "${text}".`);
  return { [name]: value };
}

function pageOf(name: string, text: string | undefined): PageOfSync | undefined {
  if (text === undefined) return undefined;
  const page = parsePageOfSync(text);
  if (page === null)
    throw usage(
      'simulate',
      `--${name} takes a page like 3, or 2:3 for page 3 of sync 2, not "${text}".`,
    );
  return page;
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
