import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createLogger } from '../../../main/log.ts';
import { type DataFolder, dataFolder } from '../../../main/store/data-folder.ts';
import { openForReading } from '../../../main/store/database.ts';
import { INBOX_MIGRATIONS } from '../../../main/store/migrations/inbox.ts';
import { ROSTER_MIGRATIONS } from '../../../main/store/migrations/roster.ts';
import type { Foresight } from '../../../main/store/roster/foresight.ts';
import { openStore, type Store } from '../../../main/store/store.ts';
import type { Happening, Post } from './naive-model.ts';

/** A POST whose body may be no valid text. */
type RawPost = Omit<Post, 'body'> & { readonly body: string | Uint8Array };

/** The real store over a data folder of its own. */
export class Engine {
  readonly folder: DataFolder;
  #store: Store | null = null;
  /** Before all time, so that no session is quiet by itself. */
  #nowMs = 0;
  #roster: DatabaseSync | null = null;
  /** Where files that could not be read are now. */
  readonly setAside: string[] = [];

  static async start(): Promise<Engine> {
    const engine = new Engine(await mkdtemp(join(tmpdir(), 'membership-')));
    await engine.open();
    return engine;
  }

  constructor(dir: string) {
    this.folder = dataFolder(dir);
  }

  /** Beside the writer, as every reader is. */
  get roster(): DatabaseSync {
    this.#roster ??= openForReading(this.folder.rosterPath, ROSTER_MIGRATIONS);
    return this.#roster;
  }

  async open(): Promise<void> {
    this.#store = await openStore({
      dir: this.folder.dir,
      retention: { days: 36_500, bytes: Number.MAX_SAFE_INTEGER },
      log: createLogger(() => {}),
      now: () => this.#nowMs,
      onSetAside: (paths) => this.setAside.push(...paths),
    });
  }

  async close(): Promise<void> {
    // Another file may stand there when it is opened again.
    this.#roster?.close();
    this.#roster = null;
    await this.#store?.close();
    this.#store = null;
  }

  async reopen(): Promise<void> {
    await this.close();
    await this.open();
  }

  /** Trims every body of an applied delivery. */
  async forgetBodies(): Promise<void> {
    const inbox = openForReading(this.folder.inboxPath, INBOX_MIGRATIONS);
    const count = inbox.prepare("SELECT count(*) AS n FROM delivery WHERE kind = 'sync'");
    // Every call trims a few.
    while (Number(count.get()?.n) > 0) {
      await this.#store?.setRetention({ days: 0, bytes: 0 });
    }
    inbox.close();
  }

  /** Keeps deliveries in their order, all in one commit, so that they are applied in batches. */
  async keep(posts: readonly RawPost[]): Promise<void> {
    const receipts = posts.map((post) => this.#keep(post));
    for (const receipt of await Promise.all(receipts)) {
      if (receipt?.kind !== 'kept') throw new Error(`Not kept: ${JSON.stringify(receipt)}`);
    }
  }

  async applyAll(): Promise<void> {
    await this.#store?.applyAll();
  }

  /** Looks whether sessions are quiet at a time. */
  async look(atMs: number): Promise<void> {
    await this.applyAll();
    this.#nowMs = atMs;
    await this.#store?.settleQuiet();
    this.#nowMs = 0;
    await this.applyAll();
  }

  /** Lets every session settle that still could, so that no later look does. */
  async settleAll(): Promise<void> {
    await this.look(Date.UTC(2100, 0));
  }

  /** What comes between two looks is kept in one commit. */
  async live(happenings: readonly Happening[]): Promise<void> {
    let posts: Post[] = [];
    for (const one of happenings) {
      if ('body' in one) {
        posts.push(one);
        continue;
      }
      await this.keep(posts);
      posts = [];
      await this.look(one.atMs);
    }
    await this.keep(posts);
    await this.applyAll();
  }

  async applyAgain(delivery: number): Promise<void> {
    await this.#store?.applyAgain(delivery);
  }

  async merge(cohort: number): Promise<void> {
    await this.#store?.mergeCohort(cohort);
  }

  async keepApart(cohort: number): Promise<void> {
    await this.#store?.keepCohortApart(cohort);
  }

  /** What applying a delivery would change. */
  async foresee(delivery: number): Promise<Foresight> {
    const store = this.#store;
    if (store === null) throw new Error('The store is closed.');
    return store.foresee(delivery);
  }

  /** Number up to which everything is applied or set aside. */
  mark(): number {
    return Number(this.roster.prepare('SELECT applied FROM mark').get()?.applied);
  }

  /** Everything in the roster, table by table. */
  rosterRows(): unknown {
    const tables = this.roster.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.map(({ name }) => [name, this.roster.prepare(`SELECT * FROM ${name}`).all()]);
  }

  /** The roster's file and its log, as they stand on the disk. */
  rosterBytes(): Promise<Buffer[]> {
    const { rosterPath } = this.folder;
    return Promise.all([rosterPath, `${rosterPath}-wal`].map((path) => readFile(path)));
  }

  /** As retention does with a body. */
  forgetBody(delivery: number): void {
    this.#writeBody(delivery, null);
  }

  spoilBody(delivery: number): void {
    this.#writeBody(delivery, new Uint8Array([1, 2, 3]));
  }

  #writeBody(delivery: number, body: Uint8Array | null): void {
    const db = new DatabaseSync(this.folder.inboxPath, { timeout: 5000 });
    db.prepare('UPDATE delivery SET body = ? WHERE number = ?').run(body, delivery);
    db.close();
  }

  /** Number of the newest delivery applied; 0 if there is none. */
  lastApplied(): number {
    return Number(
      this.roster.prepare('SELECT max(delivery) AS last FROM applied').get()?.last ?? 0,
    );
  }

  /** Numbers of the deliveries applied after another one, in order. */
  appliedAfter(delivery: number): number[] {
    return this.roster
      .prepare('SELECT delivery FROM applied WHERE delivery > ? ORDER BY delivery')
      .all(delivery)
      .map((row) => Number(row.delivery));
  }

  async end(): Promise<void> {
    await this.close();
    await rm(this.folder.dir, { recursive: true });
  }

  #keep({ body, receivedAtMs }: RawPost) {
    return this.#store?.keep({ receivedAtMs, headers: {}, body: ownBytes(body) });
  }
}

/** A body is handed over to the store: its memory may not be shared. */
function ownBytes(body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body);
}
