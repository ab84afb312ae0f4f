import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type RawIndex, rawIndexes } from '../reading/raw-indexes.ts';
import { readRawCohorts, readSentFields } from '../reading/sent-fields.ts';

/** Fewer people are put in order about as fast as they are read. */
const LARGE = 20_000;

const indexSchema = z.object({ name: z.string(), sql: z.string() });

/**
 * Keeps the indexes of large cohorts whose members came with raw names. One takes a second or two at a million people;
 * until it is there, an order by what it sorts is scanned.
 */
export class RawIndexKeeper {
  readonly #db: DatabaseSync;
  readonly #large: number;

  constructor(db: DatabaseSync, large = LARGE) {
    this.#db = db;
    this.#large = large;
  }

  /** Makes or drops one; false when nothing is left to do. */
  step(): boolean {
    const wanted = readRawCohorts(this.#db).cohorts.flatMap((cohort) => {
      const indexes = rawIndexes(cohort, readSentFields(this.#db, cohort));
      const isLarge = this.#isLarge(cohort);
      return Object.values(indexes ?? {}).map((index: RawIndex) => ({ ...index, isLarge }));
    });
    const there = this.#db
      .prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name GLOB 'member_[0-9]*_by_*'",
      )
      .all()
      .map((row) => indexSchema.parse(row));
    const outdated = there.find(({ sql }) => wanted.every((index) => index.sql !== sql));
    const missing = wanted.find(
      ({ sql, isLarge }) => isLarge && there.every((index) => index.sql !== sql),
    );
    if (outdated !== undefined) this.#db.exec(`DROP INDEX ${outdated.name}`);
    else if (missing !== undefined) this.#db.exec(missing.sql);
    return outdated !== undefined || missing !== undefined;
  }

  #isLarge(cohort: number): boolean {
    const row = this.#db
      .prepare('SELECT 1 FROM member WHERE cohort = ? LIMIT 1 OFFSET ?')
      .get(cohort, this.#large);
    return row !== undefined;
  }
}
