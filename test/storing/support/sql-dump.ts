import { DatabaseSync } from 'node:sqlite';

/** A database as SQL text: its tables, their rows, and then what watches over them. */
export function dump(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
    const parts = schemaOf(db);
    const tables = parts.filter(({ type }) => type === 'table').map(({ name }) => name);
    return [
      ...parts.filter(({ type }) => type === 'table').map(({ sql }) => sql),
      ...[...tables, 'sqlite_sequence'].flatMap((table) => rowsAsSql(db, table)),
      ...parts.filter(({ type }) => type !== 'table').map(({ sql }) => sql),
      `PRAGMA user_version = ${version}`,
    ]
      .map((statement) => `${statement};\n`)
      .join('');
  } finally {
    db.close();
  }
}

export function load(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(`BEGIN; ${sql} COMMIT;`);
  db.close();
}

interface Part {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/** Tables, indexes and triggers as they were written. */
export function schemaOf(db: DatabaseSync): Part[] {
  return db
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )
    .all()
    .map(({ type, name, sql }) => ({ type: String(type), name: String(name), sql: String(sql) }));
}

function rowsAsSql(db: DatabaseSync, table: string): string[] {
  const columns = db
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(({ name }) => `quote("${name}")`);
  const begin = table === 'sqlite_sequence' ? 'INSERT OR REPLACE' : 'INSERT';
  return db
    .prepare(`SELECT ${columns.join(" || ', ' || ")} AS texts FROM ${table}`)
    .all()
    .map(({ texts }) => `${begin} INTO ${table} VALUES (${texts})`);
}
