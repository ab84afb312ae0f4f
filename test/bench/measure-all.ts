import { CONTENDERS, type Contender } from './contenders.ts';
import { Entrant } from './entrant.ts';
import { type Export, exportersOf } from './exports.ts';
import { measureIdle } from './idle.ts';
import type { BenchOptions } from './options.ts';
import { type SyncBodies, writeFirstSync, writeResync } from './pages.ts';
import { installPeers, type Peer, type PeerName, peerNamed } from './peers.ts';
import { measureReads } from './reads.ts';
import { measureReceipt, type Receipt } from './receipt.ts';
import type { Results, Runs } from './results.ts';
import { type RollcallSync, receiveFirstSync, receiveResync } from './rollcall-run.ts';
import { measureScreens } from './screens.ts';
import { measureTunnel } from './tunnel.ts';
import type { Workspace } from './workspace.ts';

/** What the parts of the bench share. */
interface Bench {
  readonly workspace: Workspace;
  readonly options: BenchOptions;
  readonly peers: readonly Peer[];
  readonly say: (line: string) => void;
}

const RECEIVING_PEERS: readonly PeerName[] = ['express', 'node-red', 'json-server'];
const EXPORTING_PEERS: readonly PeerName[] = ['csv-stringify', 'papaparse', 'fast-csv'];
const MANY_PAGES = 5000;

/** Everything asked for, one thing after the other: two at once would measure each other. */
export async function measureAll(
  workspace: Workspace,
  options: BenchOptions,
  say: (line: string) => void,
): Promise<Omit<Results, 'startedAt' | 'machine' | 'pages' | 'rounds'>> {
  const { parts, skipPeers } = options;
  const wanted = [
    ...(parts.has('receipt') ? RECEIVING_PEERS : []),
    ...(parts.has('export') ? EXPORTING_PEERS : []),
  ];
  const peers = skipPeers ? [] : await installPeers(workspace, wanted, say);
  const bench: Bench = { workspace, options, peers, say };
  if (parts.has('idle')) say(`Idle for ${options.idleMinutes} min…`);
  const idle = parts.has('idle') ? await measureIdle(workspace, options.idleMinutes) : null;
  if (parts.has('tunnel')) say('Through the tunnel…');
  const tunnel = parts.has('tunnel') ? await measureTunnel(workspace) : null;
  const hasMore = [...parts].some((part) => part !== 'idle' && part !== 'tunnel');
  const rounds = hasMore ? await measureRounds(bench) : noRounds(workspace);
  const { dataDir, receipts, first, resync } = rounds;
  if (parts.has('reads')) say('Reads…');
  const reads = parts.has('reads') ? measureReads(dataDir) : [];
  const exports = parts.has('export') ? await measureExports(bench, dataDir) : [];
  if (parts.has('screens')) say('Screens…');
  const screens = parts.has('screens') ? await measureScreens(workspace, dataDir) : null;
  workspace.remove(dataDir);
  const fiveMillion = options.fiveMillion ? await receiveMany(bench) : null;
  return {
    receipts,
    rollcall: { first, resync, fiveMillion },
    reads,
    exports,
    screens,
    tunnel,
    idle,
  };
}

interface Rounds {
  /** Rollcall's, of the last round. */
  readonly dataDir: string;
  readonly receipts: readonly Runs<Receipt>[];
  readonly first: readonly RollcallSync[];
  readonly resync: readonly RollcallSync[];
}

function noRounds(workspace: Workspace): Rounds {
  return { dataDir: workspace.folder('data'), receipts: [], first: [], resync: [] };
}

/** Rollcall comes right after the floor, so that both meet the same minute of the machine. */
async function measureRounds(bench: Bench): Promise<Rounds> {
  const { workspace, options, say } = bench;
  const { pages, parts } = options;
  say(`Writing ${pages} pages…`);
  const bodiesDir = workspace.folder('bodies');
  const bodies = writeFirstSync(bodiesDir, pages);
  // Reads and exports are of a roster with a past.
  const hasResync = [...parts].some((part) => part !== 'receipt');
  const resyncBodies = hasResync ? writeResync(bodiesDir, pages) : null;
  const contenders = parts.has('receipt') ? CONTENDERS : [];
  const [floor, ...others] = contenders.map((one) => receiptEntrant(bench, one, bodies));
  const first: RollcallSync[] = [];
  const resync: RollcallSync[] = [];
  let dataDir = workspace.folder('data');
  for (let round = 1; round <= options.rounds; round++) {
    await floor?.takeTurn(round, say);
    workspace.remove(dataDir);
    dataDir = workspace.folder('data');
    say(`Round ${round}: Rollcall, first sync…`);
    first.push(await receiveFirstSync(workspace, dataDir, bodies));
    if (resyncBodies !== null) {
      say(`Round ${round}: Rollcall, re-sync…`);
      resync.push(await receiveResync(workspace, dataDir, resyncBodies));
    }
    for (const entrant of others) await entrant.takeTurn(round, say);
  }
  workspace.remove(bodiesDir);
  const entrants = floor === undefined ? [] : [floor, ...others];
  return { dataDir, receipts: entrants.map((entrant) => entrant.result()), first, resync };
}

function receiptEntrant(
  { workspace, peers }: Bench,
  contender: Contender,
  bodies: SyncBodies,
): Entrant<Receipt> {
  const { name, peer } = contender;
  const { dir, missing } = peer === null ? { dir: '', missing: null } : peerNamed(peers, peer);
  return new Entrant(name, () => measureReceipt(workspace, contender, dir, bodies), missing);
}

async function measureExports(bench: Bench, dataDir: string): Promise<Runs<Export>[]> {
  const { workspace, options, peers, say } = bench;
  const libraries = EXPORTING_PEERS.map((name) => peerNamed(peers, name));
  const entrants = exportersOf(workspace, dataDir, libraries).map(
    ({ name, run, missing }) => new Entrant(name, run, missing),
  );
  for (let round = 1; round <= options.rounds; round++) {
    for (const entrant of entrants) await entrant.takeTurn(round, say);
  }
  return entrants.map((entrant) => entrant.result());
}

async function receiveMany({ workspace, say }: Bench): Promise<RollcallSync> {
  say(`Writing ${MANY_PAGES} pages…`);
  const bodiesDir = workspace.folder('bodies');
  const dataDir = workspace.folder('data');
  const bodies = writeFirstSync(bodiesDir, MANY_PAGES);
  say(`Rollcall, first sync of ${MANY_PAGES} pages…`);
  const sync = await receiveFirstSync(workspace, dataDir, bodies);
  workspace.remove(dataDir);
  workspace.remove(bodiesDir);
  return sync;
}
