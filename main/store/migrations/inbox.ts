/** The inbox: deliveries as received. Numbered steps, one transaction each, never edited after a release. */
export const INBOX_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE delivery (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at INTEGER NOT NULL,       -- ms UTC, shown, never used for order
    kind TEXT NOT NULL,                 -- sync | test | refused
    code TEXT,                          -- why it was refused
    action TEXT,
    project_id TEXT,
    cohort_id TEXT,
    cohort_name TEXT,
    cohort_description TEXT,
    session_id TEXT,
    page INTEGER,
    total_pages INTEGER,
    entries INTEGER,
    list_path TEXT,                     -- where the members stand in the body
    repaired INTEGER NOT NULL,          -- 1: names repeat within an object, to be read with the last one counting
    headers TEXT NOT NULL,              -- JSON, without Authorization and the hook secret
    size INTEGER NOT NULL,              -- bytes of the body as received, decompressed
    body BLOB                           -- zstd; last, so that reading the rest never touches it
  ) STRICT;
  `,
  `
  -- What is listed and searched of a delivery, apart from the bodies between which its row lies.
  CREATE INDEX delivery_listed ON delivery (number, received_at, kind, code, action, cohort_id, cohort_name, session_id, entries);
  `,
];
