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
  `
  -- Who was turned away, apart from the bodies: the newest of each cause, for longer than the delivery itself.
  CREATE TABLE refusal (
    number INTEGER PRIMARY KEY,         -- the delivery's
    received_at INTEGER NOT NULL,
    code TEXT NOT NULL,
    project_id TEXT,
    cohort_id TEXT,                     -- NULL: it named none
    cohort_name TEXT
  ) STRICT;
  CREATE INDEX refusal_by_code ON refusal (code, number);
  INSERT INTO refusal SELECT number, received_at, code, project_id, cohort_id, cohort_name FROM (
    SELECT *, row_number() OVER (PARTITION BY code ORDER BY number DESC) AS nth
    FROM delivery WHERE kind = 'refused' AND code IS NOT NULL) WHERE nth <= 100;

  -- The person has seen them, up to a delivery.
  CREATE TABLE dismissal (
    code TEXT NOT NULL,
    project_id TEXT NOT NULL,
    cohort_id TEXT NOT NULL,            -- '' with the project: those that named none
    up_to INTEGER NOT NULL,
    PRIMARY KEY (code, project_id, cohort_id)
  ) STRICT, WITHOUT ROWID;

  -- What came up to here was checked by an earlier reader of bodies.
  INSERT INTO meta SELECT 'read_by_earlier', max(number) FROM delivery HAVING max(number) IS NOT NULL;
  `,
  `
  -- Kind quiet: no POST, but the moment at which no page of a session had come for ten minutes. Its last delivery.
  ALTER TABLE delivery ADD COLUMN settles INTEGER;
  `,
];
