import { createHash } from 'node:crypto';
import * as z from 'zod';
import { ACTIONS } from '../mixpanel/actions.ts';

const member = z.record(z.string(), z.unknown());

const header = z.object({
  kind: z.literal('ledger'),
  version: z.literal(1),
  projectId: z.string(),
  cohortId: z.string(),
  seed: z.number(),
});

const sync = z.object({
  kind: z.literal('sync'),
  /** From 1. */
  sync: z.number(),
  actions: z.array(z.enum(ACTIONS)),
  /** The session ids used, in order: more than one after a restart. */
  sessions: z.array(z.string()),
  /** Every page of it (of its last attempt) was acknowledged. */
  delivered: z.boolean(),
  /** The receiver can tell that it has all pages. */
  complete: z.boolean(),
  /** A page given up went unanswered: the receiver may know more than is said here. */
  uncertain: z.boolean(),
  /** Requests that were to carry a page, and those acknowledged; retries are not counted. */
  pages: z.number(),
  acknowledged: z.number(),
  /** Against the sync before. */
  joined: z.array(z.string()),
  left: z.array(z.string()),
  /** How many are in, and the digest of their ids (`membershipDigest`). */
  members: z.number(),
  digest: z.string(),
  /** Who is in, with the properties known: in small cohorts only. */
  people: z.array(member).optional(),
});

/** One line of a ledger. After the syncs come all who are in at the end, then their number. */
export const ledgerLine = z.discriminatedUnion('kind', [
  header,
  sync,
  z.object({ kind: z.literal('member'), member }),
  z.object({ kind: z.literal('end'), members: z.number() }),
]);

export type LedgerLine = z.infer<typeof ledgerLine>;
export type LedgerHeader = z.infer<typeof header>;
export type LedgerSync = z.infer<typeof sync>;

/** SHA-256, in hex, over the ids sorted by code unit, with a line feed after each. */
export function membershipDigest(ids: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const id of [...ids].sort()) hash.update(`${id}\n`);
  return hash.digest('hex');
}
