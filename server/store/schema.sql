-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The tables of palabre.db, schema 1.

CREATE TABLE room (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  appended_at INTEGER NOT NULL,  -- room time of the latest append: the clock never starts before it
  erased_at INTEGER              -- a tombstone: nothing else of the room is left
) STRICT;

-- In the order of writing, whatever the room: what a hundred rooms append together fills few pages.
CREATE TABLE entry (
  number INTEGER PRIMARY KEY,
  room INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  header TEXT NOT NULL,
  facts TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX entry_of ON entry (room, seq);

-- Words lie apart from facts so that they can be erased.
CREATE TABLE words (
  entry INTEGER PRIMARY KEY,
  words TEXT NOT NULL
) STRICT;

CREATE TABLE parked (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  room TEXT NOT NULL,
  command TEXT NOT NULL
) STRICT;
CREATE INDEX parked_of ON parked (room);

CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE code (
  code TEXT PRIMARY KEY,
  room TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX code_of ON code (room);
