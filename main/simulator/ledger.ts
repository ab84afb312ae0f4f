import { appendFile, copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { RollcallError } from '../../shared/errors.ts';
import type { Snapshot } from './cohort-model.ts';
import {
  type LedgerHeader,
  type LedgerLine,
  type LedgerSync,
  membershipDigest,
} from './ledger-format.ts';
import type { People } from './people.ts';
import { createReceiverKnowledge, type ReceiverKnowledge } from './receiver-knowledge.ts';

/** What the sending side knows of a sync; the rest is what a receiver can know after it. */
type SentSync = Pick<
  LedgerSync,
  'sync' | 'actions' | 'sessions' | 'delivered' | 'uncertain' | 'pages' | 'acknowledged'
>;

export interface Ledger {
  readonly acknowledge: ReceiverKnowledge['acknowledge'];
  /** Adds a sync to the file, which is replaced as a whole. */
  readonly record: (sent: SentSync) => Promise<void>;
  /** Adds who is in at the end, with all properties. */
  readonly finish: () => Promise<void>;
}

/** Above this size the syncs name who joined and left only. */
const MOST_WITH_PROPERTIES = 20_000;
const LINES_AT_ONCE = 1000;

/** Begins a ledger: a file of JSON lines (`ledger-format.ts`), whole at any time. Read it with `readLedger`. */
export async function createLedger(
  path: string,
  header: Omit<LedgerHeader, 'kind' | 'version'>,
  people: People,
): Promise<Ledger> {
  const knowledge = createReceiverKnowledge(people);
  const file = createGrowingFile(path);
  let before: Snapshot = new Uint8Array();
  await file.begin(lineOf({ kind: 'ledger', version: 1, ...header }));

  const record = async (sent: SentSync): Promise<void> => {
    const now = knowledge.inside();
    const inside = indexesIn(now);
    const ids = inside.map(people.id);
    const line: LedgerLine = {
      kind: 'sync',
      ...sent,
      complete: sent.actions.includes('members')
        ? knowledge.isComplete(sent.sessions.at(-1) ?? '')
        : sent.delivered,
      joined: inside.filter((index) => before[index] !== 1).map(people.id),
      left: indexesIn(before)
        .filter((index) => now[index] !== 1)
        .map(people.id),
      members: ids.length,
      digest: membershipDigest(ids),
      ...(ids.length > MOST_WITH_PROPERTIES ? {} : { people: inside.map(knowledge.member) }),
    };
    before = now;
    await file.add([lineOf(line)]);
  };

  const finish = async (): Promise<void> => {
    const inside = indexesIn(knowledge.inside());
    const chunks = function* (): Generator<string> {
      for (let at = 0; at < inside.length; at += LINES_AT_ONCE) {
        yield inside
          .slice(at, at + LINES_AT_ONCE)
          .map((index) => lineOf({ kind: 'member', member: knowledge.member(index) }))
          .join('');
      }
      yield lineOf({ kind: 'end', members: inside.length });
    };
    await file.add(chunks());
  };

  return { acknowledge: knowledge.acknowledge, record, finish };
}

/** A file that grows in steps, each of which a reader sees whole or not at all. */
function createGrowingFile(path: string) {
  const temporary = `${path}.${process.pid}.tmp`;
  const replace = async (prepare: () => Promise<void>): Promise<void> => {
    try {
      await prepare();
      await rename(temporary, path);
    } catch (cause) {
      await rm(temporary, { force: true });
      throw new RollcallError('EXPORT_TARGET_UNUSABLE', { path }, { cause });
    }
  };
  return {
    begin: (text: string) => replace(() => writeFile(temporary, text)),
    add: (texts: Iterable<string>) =>
      replace(async () => {
        await copyFile(path, temporary);
        for (const text of texts) await appendFile(temporary, text);
      }),
  };
}

function indexesIn(snapshot: Snapshot): number[] {
  const indexes: number[] = [];
  for (let index = 0; index < snapshot.length; index++)
    if (snapshot[index] === 1) indexes.push(index);
  return indexes;
}

function lineOf(line: LedgerLine): string {
  return `${JSON.stringify(line)}\n`;
}
