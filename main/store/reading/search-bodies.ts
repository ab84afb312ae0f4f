import type { DatabaseSync } from 'node:sqlite';
import type { DeliveryState } from '../../../shared/api/delivery-model.ts';
import { type DeliverySummary, readBody, summariesOf } from './deliveries.ts';
import { findDeliveries, listedMatcher } from './find-deliveries.ts';

/** A walk through the bodies as received, from the newest before a number back into the past. */
export interface BodySearch {
  readonly state: DeliveryState;
  readonly search: string;
  readonly before?: number | undefined;
  readonly limit: number;
  /** How long it may take. */
  readonly forMs: number;
}

export interface BodySearchStep {
  /** Those with the text in their body, and not in what is listed of them. */
  readonly found: readonly DeliverySummary[];
  /** The one before which to go on; null when all have been looked through. */
  readonly next: { readonly before: number; readonly receivedAtMs: number } | null;
}

/** Looks through bodies for as long as it may. They are stored compressed, so each has to be unpacked. */
export function searchBodies(
  inbox: DatabaseSync,
  roster: DatabaseSync,
  { state, search, before, limit, forMs }: BodySearch,
): BodySearchStep {
  const deadlineMs = performance.now() + forMs;
  const isListed = listedMatcher(inbox, search);
  const spellings = spellingsOf(search);
  const found: number[] = [];
  let reached: number | null = null;
  for (const number of findDeliveries(
    inbox,
    roster,
    { state },
    before ?? Number.MAX_SAFE_INTEGER,
  )) {
    const body = readBody(inbox, number);
    if (body !== null && holds(body, spellings) && !isListed(number)) found.push(number);
    if (found.length < limit && performance.now() < deadlineMs) continue;
    reached = number;
    break;
  }
  const [last] = summariesOf(inbox, roster, reached === null ? [] : [reached]);
  return {
    found: summariesOf(inbox, roster, found),
    next: last === undefined ? null : { before: last.number, receivedAtMs: last.receivedAtMs },
  };
}

function holds(body: Uint8Array, spellings: readonly string[]): boolean {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString().toLowerCase();
  return spellings.some((spelling) => text.includes(spelling));
}

/** JSON may hold the same text in other spellings: quoted, escaped, without the space that is shown after a name. */
function spellingsOf(search: string): readonly string[] {
  const quoted = JSON.stringify(search).slice(1, -1);
  const escaped = quoted.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const compact = search.replace(/": /g, '":');
  return [...new Set([search, quoted, escaped, compact].map((text) => text.toLowerCase()))];
}
