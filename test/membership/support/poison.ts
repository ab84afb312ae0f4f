import { DatabaseSync } from 'node:sqlite';
import { BodyReader } from '../../../main/store/body-reader.ts';
import { InboxFile } from '../../../main/store/inbox/inbox-file.ts';
import type { Engine } from './engine.ts';
import type { Post } from './naive-model.ts';

/** Deliveries whose bodies were spoiled where they are stored. */
export interface Poisoned {
  /** Their numbers, in order. */
  readonly numbers: readonly number[];
  /** Puts their bodies back as they came. */
  readonly mend: () => void;
}

/** Keeps deliveries while nothing applies them, spoils some of the stored bodies, and lets the store go on. */
export async function keepPoisoned(
  engine: Engine,
  posts: readonly Post[],
  spoiled: readonly Post[],
): Promise<Poisoned> {
  const kept = await keepUnapplied(engine, posts);
  const numbers = kept.filter((_, i) => posts.slice(i, i + 1).some((one) => spoiled.includes(one)));
  const bodies = swapBodies(engine, new Map(numbers.map((number) => [number, SPOILED])));
  await engine.open();
  await engine.applyAll();
  return { numbers, mend: () => void swapBodies(engine, bodies) };
}

/** Keeps deliveries, of which one no longer says what it is about when the store goes on. */
export async function keepUnreadable(
  engine: Engine,
  posts: readonly Post[],
  unreadable: Post,
): Promise<void> {
  const kept = await keepUnapplied(engine, posts);
  const db = new DatabaseSync(engine.folder.inboxPath);
  const spoil = db.prepare(
    "UPDATE delivery SET action = 'nonsense', list_path = NULL WHERE number = ?",
  );
  spoil.run(kept[posts.indexOf(unreadable)] ?? 0);
  db.close();
  await engine.open();
  await engine.applyAll();
}

/** Keeps deliveries that nothing applies; returns their numbers. The store is closed then. */
export async function keepUnapplied(
  engine: Engine,
  posts: readonly Post[],
): Promise<readonly number[]> {
  await engine.close();
  const inbox = new InboxFile(engine.folder.inboxPath, '', 0);
  const reader = new BodyReader();
  const kept = inbox.append(
    posts.map(({ body, receivedAtMs }) => {
      const bytes = new Uint8Array(Buffer.from(body));
      return { kind: 'sync', headers: {}, body: bytes, receivedAtMs, checked: reader.read(bytes) };
    }),
  );
  inbox.close();
  return kept;
}

const SPOILED = new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0]);

/** Returns the bodies that stood there. */
function swapBodies(
  engine: Engine,
  bodies: ReadonlyMap<number, Uint8Array>,
): ReadonlyMap<number, Uint8Array> {
  const db = new DatabaseSync(engine.folder.inboxPath, { timeout: 5000 });
  const before = new Map<number, Uint8Array>();
  for (const [number, body] of bodies) {
    const stood = db.prepare('SELECT body FROM delivery WHERE number = ?').get(number)?.body;
    if (stood instanceof Uint8Array) before.set(number, stood);
    db.prepare('UPDATE delivery SET body = ? WHERE number = ?').run(body, number);
  }
  db.close();
  return before;
}

const REFUSAL = 'refuse';

/** Lets the roster refuse to write a person of this id, as a fault of its own would. */
export async function refuseToWrite(engine: Engine, id: string): Promise<void> {
  await changeRoster(
    engine,
    `CREATE TRIGGER ${REFUSAL} BEFORE INSERT ON member WHEN NEW.distinct_id = '${id}'
    BEGIN SELECT RAISE(ABORT, 'refused'); END`,
  );
}

/** Mends that fault. */
export function writeAgain(engine: Engine): Promise<void> {
  return changeRoster(engine, `DROP TRIGGER ${REFUSAL}`);
}

async function changeRoster(engine: Engine, sql: string): Promise<void> {
  await engine.close();
  const db = new DatabaseSync(engine.folder.rosterPath);
  db.exec(sql);
  db.close();
  await engine.open();
}
