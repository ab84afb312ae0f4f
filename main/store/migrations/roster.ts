/** The roster: the membership and its history. Numbered steps, one transaction each, never edited after a release. */
export const ROSTER_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- One row: the number of the last delivery applied, written with its effects.
  CREATE TABLE mark (id INTEGER PRIMARY KEY CHECK (id = 1), applied INTEGER NOT NULL) STRICT;
  INSERT INTO mark VALUES (1, 0);

  CREATE TABLE cohort (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id TEXT NOT NULL,
    cohort_id TEXT NOT NULL,
    name TEXT,
    description TEXT,
    first_delivery INTEGER NOT NULL,
    last_delivery INTEGER NOT NULL,
    last_leave INTEGER NOT NULL DEFAULT 0,        -- highest number among the leaves told by deltas
    complete_attempt INTEGER NOT NULL DEFAULT 0,  -- number of the newest complete attempt: older ones change nothing
    baseline INTEGER,                             -- delivery that completed the first full sync
    assumed_baseline INTEGER,                     -- the same, for a first-heard add_members session
    UNIQUE (project_id, cohort_id)
  ) STRICT;

  CREATE TABLE sync (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cohort INTEGER NOT NULL,
    session_id TEXT,                    -- NULL: the delivery is a session of its own
    action TEXT NOT NULL,
    attempt INTEGER NOT NULL,           -- number of the first delivery of the current attempt
    total_pages INTEGER NOT NULL,
    first_delivery INTEGER NOT NULL,
    last_delivery INTEGER NOT NULL,
    completed INTEGER,                  -- delivery that completed it; NULL while pages are missing
    failed INTEGER NOT NULL DEFAULT 0,  -- pages set aside as failed
    left INTEGER NOT NULL DEFAULT 0,    -- at its most drastic completion: who left of those in before it began
    left_of INTEGER NOT NULL DEFAULT 0, -- and how many those were
    UNIQUE (cohort, session_id, action)
  ) STRICT;

  -- Every list that counted once: the same list again for the same page changes nothing, ever.
  CREATE TABLE page (
    delivery INTEGER PRIMARY KEY,
    sync INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    number INTEGER,                     -- NULL: without readable page_info
    told_total INTEGER,
    list_hash TEXT NOT NULL,
    entries INTEGER NOT NULL,
    current INTEGER NOT NULL,           -- 0: replaced by another list, or set aside (then without a hash)
    seen BLOB                           -- members sync: the open stays it names, see seen.ts
  ) STRICT;
  CREATE INDEX page_by_sync ON page (sync, attempt);

  CREATE TABLE round (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cohort INTEGER NOT NULL,
    first_delivery INTEGER NOT NULL,
    last_delivery INTEGER NOT NULL,
    last_at INTEGER NOT NULL            -- ms UTC
  ) STRICT;
  CREATE INDEX round_by_cohort ON round (cohort, id);

  -- What each delivery did; kept when the bodies are trimmed.
  CREATE TABLE applied (
    delivery INTEGER PRIMARY KEY,
    received_at INTEGER NOT NULL,
    cohort INTEGER NOT NULL,
    sync INTEGER,
    outcome TEXT NOT NULL,              -- applied | repeat | superseded | failed
    entries INTEGER NOT NULL,
    unidentified INTEGER NOT NULL,      -- entries without an id
    odd_text INTEGER NOT NULL,          -- characters that were no valid text, kept visibly apart
    joined INTEGER NOT NULL,
    left INTEGER NOT NULL,
    unknown INTEGER NOT NULL,           -- people to remove who were not in
    error TEXT
  ) STRICT;
  CREATE INDEX applied_by_cohort ON applied (cohort, delivery);
  CREATE INDEX applied_by_sync ON applied (sync);

  -- Who is in: one row per open stay. Common text fields are columns, everything else is in props.
  CREATE TABLE member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never reused: it names the stay for ever
    cohort INTEGER NOT NULL,
    distinct_id TEXT NOT NULL,
    joined INTEGER NOT NULL,                -- delivery
    evidence INTEGER NOT NULL,              -- number of the fact that last wrote the row
    changed INTEGER NOT NULL,               -- delivery that last wrote the row
    email TEXT,
    first_name TEXT,
    last_name TEXT,
    phone TEXT,
    props BLOB NOT NULL,                    -- JSONB object
    -- Never NULL, so that a page of rows can go on after any value; computed, not stored.
    email_order TEXT AS (ifnull(email, '')) VIRTUAL,
    last_name_order TEXT AS (ifnull(last_name, '')) VIRTUAL,
    first_name_order TEXT AS (ifnull(first_name, '')) VIRTUAL
  ) STRICT;
  CREATE UNIQUE INDEX member_key ON member (cohort, distinct_id);
  CREATE INDEX member_by_email ON member (cohort, email_order, id);
  CREATE INDEX member_by_name ON member (cohort, last_name_order, first_name_order, id);
  CREATE INDEX member_by_joined ON member (cohort, joined, id);

  CREATE TABLE stay (
    id INTEGER PRIMARY KEY,                 -- the member row it was
    cohort INTEGER NOT NULL,
    distinct_id TEXT NOT NULL,
    joined INTEGER NOT NULL,
    left INTEGER NOT NULL,                  -- delivery at which the leave took effect
    left_evidence INTEGER NOT NULL,         -- number of the fact that says so
    changed INTEGER NOT NULL,
    email TEXT,
    first_name TEXT,
    last_name TEXT,
    phone TEXT,
    props BLOB NOT NULL
  ) STRICT;
  CREATE INDEX stay_by_person ON stay (cohort, distinct_id, left_evidence);
  CREATE INDEX stay_by_left ON stay (cohort, left);
  CREATE INDEX stay_by_joined ON stay (cohort, joined);

  -- Values a stay held before they changed.
  CREATE TABLE former (
    stay INTEGER NOT NULL,
    until INTEGER NOT NULL,                 -- delivery that changed them
    email TEXT,
    first_name TEXT,
    last_name TEXT,
    phone TEXT,
    props BLOB NOT NULL,
    PRIMARY KEY (stay, until)
  ) STRICT, WITHOUT ROWID;

  CREATE TRIGGER member_keeps_former AFTER UPDATE OF email, first_name, last_name, phone, props ON member
  WHEN OLD.changed < NEW.changed BEGIN
    INSERT OR IGNORE INTO former VALUES (OLD.id, NEW.changed, OLD.email, OLD.first_name, OLD.last_name, OLD.phone, OLD.props);
  END;

  -- People told to have left who were not in: a late page of an older attempt must not bring them back.
  CREATE TABLE absence (
    cohort INTEGER NOT NULL,
    distinct_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (cohort, distinct_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE property (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- order of first appearance
    cohort INTEGER NOT NULL,
    name TEXT NOT NULL,
    types INTEGER NOT NULL,                 -- bits, see properties.ts
    UNIQUE (cohort, name)
  ) STRICT;
  `,
  `
  ALTER TABLE applied ADD COLUMN null_numbers INTEGER NOT NULL DEFAULT 0;  -- numbers that JSON does not know, taken as null
  `,
  `
  -- Entries without an id in the newest complete full sync, and in the one before it.
  ALTER TABLE cohort ADD COLUMN unidentified INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE cohort ADD COLUMN unidentified_before INTEGER NOT NULL DEFAULT 0;
  UPDATE cohort SET unidentified = coalesce((
    SELECT sum(a.unidentified) FROM sync s JOIN page p ON p.sync = s.id AND p.current = 1
      JOIN applied a ON a.delivery = p.delivery
    WHERE s.cohort = cohort.id AND s.action = 'members' AND s.attempt = cohort.complete_attempt), 0);
  -- People a full sync did not name and who stay in all the same, since more of its entries lack an id than before.
  ALTER TABLE sync ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;
  -- 1: the person was asked whether it is the same cohort as another one by rule 1, and chose to keep them apart.
  ALTER TABLE cohort ADD COLUMN kept_apart INTEGER NOT NULL DEFAULT 0;
  -- What is open is asked for with every look at a cohort, and is little beside all there was.
  CREATE INDEX sync_open ON sync (cohort) WHERE completed IS NULL;
  -- What was lost of the deliveries: an inbox that was set aside, or was not there. All after this number may have been in it.
  CREATE TABLE loss (after INTEGER PRIMARY KEY, found_at INTEGER NOT NULL) STRICT;
  CREATE INDEX applied_failed ON applied (cohort, delivery) WHERE outcome = 'failed';
  -- An outcome "quiet" is the moment at which no page of a session had come for ten minutes.
  `,
];
