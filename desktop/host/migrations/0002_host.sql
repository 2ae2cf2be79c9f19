-- What the host itself keeps: who this desk is, who sits at it, and the basket of each till.

CREATE TABLE desk_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- One row a window (browser tab, or all windows of Electron). The token itself is never kept.
CREATE TABLE desk_sessions (
  token_hash TEXT PRIMARY KEY,
  staff_id TEXT,
  -- the person as the cloud described them, until their row has arrived by sync
  person TEXT,
  register_id TEXT,
  location_id TEXT,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE desk_people (
  staff_id TEXT PRIMARY KEY,
  last_here_at INTEGER,
  failed_pins INTEGER NOT NULL DEFAULT 0,
  wait_until INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- place: the register, or the session of an office window without one.
CREATE TABLE desk_baskets (
  id TEXT PRIMARY KEY,
  place TEXT NOT NULL,
  -- the sale that this basket becomes: paying twice cannot make two
  order_id TEXT NOT NULL UNIQUE,
  customer_id TEXT,
  name TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  parked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX desk_baskets_open ON desk_baskets (place) WHERE parked_at IS NULL;
CREATE INDEX desk_baskets_parked ON desk_baskets (parked_at) WHERE parked_at IS NOT NULL;

CREATE TABLE desk_basket_lines (
  id TEXT PRIMARY KEY,
  basket_id TEXT NOT NULL REFERENCES desk_baskets (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  variant_id TEXT,
  -- of a custom item
  title TEXT,
  unit_price INTEGER,
  tax_class TEXT,
  quantity INTEGER NOT NULL,
  touched_at INTEGER NOT NULL,
  touched_by TEXT NOT NULL CHECK (touched_by IN ('scan', 'hand')),
  removed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_basket_lines_of ON desk_basket_lines (basket_id, position);
