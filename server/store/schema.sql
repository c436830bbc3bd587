-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The tables of palabre.db, schema 1. Words lie apart from facts so that they can be erased.

CREATE TABLE room (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  appended_at INTEGER NOT NULL,  -- room time of the latest append: the clock never starts before it
  erased_at INTEGER              -- a tombstone: nothing else of the room is left
) STRICT;

-- place = room number * 2^32 + seq: one room's entries lie side by side.
CREATE TABLE entry (
  place INTEGER PRIMARY KEY,
  header TEXT NOT NULL,
  facts TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE words (
  place INTEGER PRIMARY KEY,
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
