import { open } from 'node:fs/promises';
import { type LedgerHeader, type LedgerSync, ledgerLine } from './ledger-format.ts';
import type { Member } from './people.ts';

/** A ledger read back: what a receiver of these syncs can know. Members go by their `mixpanel_distinct_id`. */
export interface ReadLedger {
  readonly header: LedgerHeader;
  readonly syncs: readonly LedgerSync[];
  /** The ids that are in after a sync (from 1); after 0 nobody is. */
  readonly membersAfter: (sync: number) => Set<string>;
  /** The same with their properties; null where the cohort was too large to note them. */
  readonly peopleAfter: (sync: number) => Map<string, Member> | null;
  /** Who is in at the end. Throws if the simulation was broken off. */
  readonly finalMembers: () => Map<string, Member>;
}

/** Reads a file that `createLedger` wrote. */
export async function readLedger(path: string): Promise<ReadLedger> {
  let header: LedgerHeader | undefined;
  let ended = false;
  const syncs: LedgerSync[] = [];
  const final: Member[] = [];
  const file = await open(path);
  for await (const text of file.readLines()) {
    const line = ledgerLine.parse(JSON.parse(text));
    switch (line.kind) {
      case 'ledger':
        header = line;
        break;
      case 'sync':
        syncs.push(line);
        break;
      case 'member':
        final.push(line.member);
        break;
      case 'end':
        ended = true;
        break;
    }
  }
  if (header === undefined) throw new Error('not a ledger');

  const membersAfter = (sync: number): Set<string> => {
    const members = new Set<string>();
    for (const step of syncs.filter((entry) => entry.sync <= sync)) {
      for (const id of step.left) members.delete(id);
      for (const id of step.joined) members.add(id);
    }
    return members;
  };

  return {
    header,
    syncs,
    membersAfter,
    peopleAfter: (sync) => {
      const people = syncs.find((entry) => entry.sync === sync)?.people;
      return people === undefined ? null : byId(people);
    },
    finalMembers: () => {
      if (!ended) throw new Error('the simulation did not end');
      return byId(final);
    },
  };
}

function byId(members: readonly Member[]): Map<string, Member> {
  return new Map(members.map((member) => [String(member.mixpanel_distinct_id), member]));
}
