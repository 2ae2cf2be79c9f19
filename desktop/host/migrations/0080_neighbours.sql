-- What desks of one location tell one another without the cloud. Notes lie beside the shop's tables, are read over them, and
-- are never sent on to the cloud: whoever did it sends it.

-- What their lines are encrypted with, handed out by the cloud; the one before it serves desks that did not hear yet.
CREATE TABLE lan_keys (id TEXT PRIMARY KEY, secret TEXT NOT NULL, heard_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- One command of another desk. seq is its place in the queue there: what is asked for again begins behind the last one.
CREATE TABLE lan_notes (
  mutation_id TEXT PRIMARY KEY NOT NULL,
  origin TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'return', 'stock', 'parked', 'ended', 'gone')),
  occurred_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  -- the order, or the basket that was parked
  about TEXT NOT NULL,
  -- of a return, its sale
  original TEXT,
  -- its rows were laid among the shop's, since somebody here goes on with it
  laid INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX lan_notes_of ON lan_notes (origin, seq);
CREATE INDEX lan_notes_about ON lan_notes (about);

-- The movements of stock in them. levels_at: how far the cloud's levels were when it came.
CREATE TABLE lan_moves (
  movement_id TEXT PRIMARY KEY NOT NULL,
  mutation_id TEXT NOT NULL,
  month TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  location_id TEXT NOT NULL,
  on_hand INTEGER NOT NULL,
  committed INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  damaged INTEGER NOT NULL,
  safety INTEGER NOT NULL,
  quality_control INTEGER NOT NULL,
  incoming INTEGER NOT NULL,
  levels_at INTEGER NOT NULL
) STRICT;
CREATE INDEX lan_moves_of ON lan_moves (variant_id, location_id);
CREATE INDEX lan_moves_in ON lan_moves (mutation_id);

-- Whom a parked basket was given to by this desk, as the one that the others ask.
CREATE TABLE lan_claims (
  parked_id TEXT PRIMARY KEY NOT NULL,
  device_id TEXT NOT NULL,
  claimed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
