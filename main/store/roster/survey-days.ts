import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { COMMON_FIELDS } from '../../mixpanel/members.ts';
import { transaction } from '../database.ts';
import { ALL_SURVEYED, NO_DAY, PROPERTY_TYPES } from './run.ts';

/** So many stays take some milliseconds. */
const STEP = 5_000;
const { date: DATE, boolean, number, list, object } = PROPERTY_TYPES;
const DAY = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T00:00:00';

const rowSchema = z.object({ id: z.number(), cohort: z.number(), name: z.string() });
type OldProperty = z.infer<typeof rowSchema>;

/** Properties that had dates before days were told from times. A common field has its texts elsewhere. */
const NOT_SURVEYED = `
  SELECT id, cohort, name FROM property
  WHERE types & ${DATE} AND NOT types & ${ALL_SURVEYED | NO_DAY | boolean | number | list | object}
    AND name NOT IN (${COMMON_FIELDS.map((name) => `'${name}'`).join(', ')})`;

/** Every value that a stay in a range of row ids has or had. */
const VALUES = `
  SELECT props FROM member NOT INDEXED WHERE id > :after AND id <= :last AND cohort = :cohort
  UNION ALL SELECT props FROM stay NOT INDEXED WHERE id > :after AND id <= :last AND cohort = :cohort
  UNION ALL SELECT f.props FROM former f WHERE f.stay > :after AND f.stay <= :last AND :cohort IN (
    SELECT cohort FROM member WHERE id = f.stay UNION ALL SELECT cohort FROM stay WHERE id = f.stay)`;
const HAS_NO_DAY = `
  SELECT 1 FROM (${VALUES}) WHERE CASE json_type(props, :path)
    WHEN 'text' THEN props ->> :path <> '' AND props ->> :path NOT GLOB '${DAY}'
    WHEN 'null' THEN false ELSE json_type(props, :path) IS NOT NULL END LIMIT 1`;

/**
 * Looks through what an older version stored for properties of which every date is at midnight, in steps of a few
 * milliseconds. Until it is through, their dates count as times.
 */
export class DaySurvey {
  readonly #db: DatabaseSync;
  /** What is being looked through, and up to which row. */
  #pass: { readonly ids: ReadonlySet<number>; readonly after: number } | null = null;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Goes a step on; false when nothing is left to do. */
  step(): boolean {
    const waiting = this.#db
      .prepare(NOT_SURVEYED)
      .all()
      .map((row) => rowSchema.parse(row));
    if (waiting.length === 0) return false;
    // What begins to wait meanwhile waits for the next pass.
    const { ids, after } = this.#pass ?? { ids: new Set(waiting.map(({ id }) => id)), after: 0 };
    const properties = waiting.filter(({ id }) => ids.has(id));
    const last = after + STEP;
    const isThrough = properties.length === 0 || last >= this.#lastId();
    const odd = properties.filter((property) => this.#hasNoDay(property, { after, last }));
    transaction(this.#db, () => {
      this.#note(odd, NO_DAY);
      if (isThrough) this.#note(properties, ALL_SURVEYED);
    });
    this.#pass = isThrough ? null : { ids, after: last };
    return !isThrough || waiting.length > properties.length;
  }

  #hasNoDay(
    { cohort, name }: OldProperty,
    range: { readonly after: number; readonly last: number },
  ): boolean {
    // As a JSON text, any name stands in a path for itself.
    const path = `$.${JSON.stringify(name)}`;
    return this.#db.prepare(HAS_NO_DAY).get({ cohort, path, ...range }) !== undefined;
  }

  #note(properties: readonly OldProperty[], bit: number): void {
    const note = this.#db.prepare('UPDATE property SET types = types | ? WHERE id = ?');
    for (const { id } of properties) note.run(bit, id);
  }

  #lastId(): number {
    const row = this.#db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'member'").get();
    return Number(row?.seq ?? 0);
  }
}
