import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createPeople, type People } from '../../main/simulator/people.ts';
import { type PlannedPage, pageBody } from '../../main/simulator/plan-sync.ts';
import { mix } from '../../main/simulator/random.ts';
import { IdDigest } from './id-digest.ts';

export const COHORT_ID = '987654';
const NAMES = { projectId: '1234567', cohortId: COHORT_ID, name: 'Bench' };
const SEED = 20;
const PROPS = 8;
export const PAGE_SIZE = 1000;
const MAX_VERSION = 12;

/** Where a body stands in the file. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** The bodies of a full sync, one after the other in a file. */
export interface SyncBodies {
  readonly path: string;
  /** In order of pages. */
  readonly spans: readonly Span[];
  readonly bytes: number;
  readonly members: number;
  /** Of everybody who is in after this sync. */
  readonly idDigest: string;
}

/** A first sync: 1,000 members a page, whose ids come in no order. */
export function writeFirstSync(dir: string, pages: number): SyncBodies {
  const people = createPeople({ seed: SEED, props: PROPS });
  return writeBodies(join(dir, 'first.bodies'), pages, people, 'bench-first', (place) => ({
    index: personAt(place),
    version: 0,
  }));
}

/** The same cohort later: of 400 people one has left, another has come, and two have changed. */
export function writeResync(dir: string, pages: number): SyncBodies {
  const people = createPeople({ seed: SEED, props: PROPS });
  const members = pages * PAGE_SIZE;
  return writeBodies(join(dir, 'resync.bodies'), pages, people, 'bench-resync', (place) => {
    const fate = mix(SEED, place, 1) % 400;
    if (fate === 0) return { index: personAt(members + place), version: 0 };
    const index = personAt(place);
    return { index, version: fate <= 2 ? changedVersion(people, index) : 0 };
  });
}

interface Someone {
  readonly index: number;
  readonly version: number;
}

function writeBodies(
  path: string,
  pages: number,
  people: People,
  sessionId: string,
  who: (place: number) => Someone,
): SyncBodies {
  const file = openSync(path, 'w', 0o600);
  const spans: Span[] = [];
  const digest = new IdDigest();
  let offset = 0;
  try {
    for (let page = 1; page <= pages; page++) {
      const planned: PlannedPage = {
        action: 'members',
        sessionId,
        totalPages: pages,
        page,
        indexes: new Uint32Array(PAGE_SIZE),
        versions: new Uint16Array(PAGE_SIZE),
      };
      for (let i = 0; i < PAGE_SIZE; i++) {
        const { index, version } = who((page - 1) * PAGE_SIZE + i);
        planned.indexes[i] = index;
        planned.versions[i] = version;
        digest.add(people.id(index));
      }
      const body = pageBody(planned, people, NAMES);
      writeSync(file, body);
      spans.push({ offset, length: body.length });
      offset += body.length;
    }
  } finally {
    closeSync(file);
  }
  return { path, spans, bytes: offset, members: pages * PAGE_SIZE, idDigest: digest.toString() };
}

/** Scatters whole numbers, each to another one: the ids made of them come in no order. */
function personAt(place: number): number {
  let n = Math.imul(place + 1, 0x9e3779b1);
  n = Math.imul(n ^ (n >>> 15), 0x85ebca6b);
  return (n ^ (n >>> 13)) >>> 0;
}

/** The first version that says something else than version 0: a new draw may be the old value. */
function changedVersion(people: People, index: number): number {
  const before = people.json(index, 0);
  let version = 1;
  while (version < MAX_VERSION && people.json(index, version) === before) version++;
  return version;
}
