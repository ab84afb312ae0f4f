import { DatabaseSync } from 'node:sqlite';
import { createBodyCheck } from '../../../main/store/inbox/check-body.ts';
import { InboxFile } from '../../../main/store/inbox/inbox-file.ts';
import type { Engine } from './engine.ts';
import type { Post } from './naive-model.ts';

/** Keeps deliveries while nothing applies them, spoils some of the stored bodies, and lets the store go on. */
export async function keepPoisoned(
  engine: Engine,
  posts: readonly Post[],
  spoiled: readonly Post[],
): Promise<void> {
  await engine.close();
  const inbox = new InboxFile(engine.folder.inboxPath, '', 0);
  const check = createBodyCheck();
  const numbers = inbox.append(
    posts.map(({ body, receivedAtMs }) => {
      const bytes = new Uint8Array(Buffer.from(body));
      return { kind: 'sync', headers: {}, body: bytes, receivedAtMs, checked: check(bytes) };
    }),
  );
  inbox.close();
  const db = new DatabaseSync(engine.folder.inboxPath);
  const spoil = db.prepare("UPDATE delivery SET body = x'28b52ffd00' WHERE number = ?");
  for (const [i, post] of posts.entries()) {
    if (spoiled.includes(post)) spoil.run(numbers[i] ?? 0);
  }
  db.close();
  await engine.open();
  await engine.applyAll();
}

/** Lets the roster refuse to write a person of this id, as a fault of its own would. */
export async function refuseToWrite(engine: Engine, id: string): Promise<void> {
  await engine.close();
  const db = new DatabaseSync(engine.folder.rosterPath);
  db.exec(`
    CREATE TRIGGER refuse BEFORE INSERT ON member WHEN NEW.distinct_id = '${id}'
    BEGIN SELECT RAISE(ABORT, 'refused'); END`);
  db.close();
  await engine.open();
}
