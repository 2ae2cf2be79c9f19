-- What sync keeps in the desk's own file, beside the shop's tables and in the same transactions.

CREATE TABLE sync_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- order_no is the order at this desk for ever; seq is the counter within the present client id.
CREATE TABLE sync_outbox (
  order_no INTEGER PRIMARY KEY AUTOINCREMENT,
  seq INTEGER,
  mutation_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('fact', 'intent')),
  args TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  device_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  store TEXT NOT NULL,
  -- queued: not answered yet; answered: the cloud said what became of it; acknowledged: its commit LSN is known;
  -- settled: every table has reached that LSN. Settled facts are kept 35 days, settled intents go at once.
  state TEXT NOT NULL CHECK (state IN ('queued', 'answered', 'acknowledged', 'settled')),
  attempts INTEGER NOT NULL DEFAULT 0,
  last_sent_at INTEGER,
  status TEXT CHECK (status IN ('applied', 'refused', 'quarantined')),
  lsn INTEGER,
  answered_at INTEGER,
  -- why the last replay of an intent showed nothing; null while its effect is shown
  not_shown TEXT
) STRICT;
CREATE INDEX sync_outbox_by_state ON sync_outbox (state, order_no);
CREATE INDEX sync_outbox_by_seq ON sync_outbox (seq) WHERE state = 'queued';

-- What each intent did, in steps, so that it can be taken back and laid on again: columns, never row images of updates.
CREATE TABLE sync_journal (
  order_no INTEGER NOT NULL,
  step INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_key TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete', 'add')),
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (order_no, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_journal_by_row ON sync_journal (table_name, row_key);

-- Deltas of facts. Pending (released = 0) until the table has reached the fact's commit LSN.
CREATE TABLE sync_deltas (
  order_no INTEGER NOT NULL,
  step INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_key TEXT NOT NULL,
  changes TEXT NOT NULL,
  released INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (order_no, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_deltas_pending ON sync_deltas (table_name, row_key) WHERE released = 0;

-- Rows that facts inserted. confirmed = 1: the cloud's row of this key has come. shared_row: an intent on its way had
-- made the row; when that intent is taken back, the row is made again as the fact would have made it.
CREATE TABLE sync_inserts (
  order_no INTEGER NOT NULL,
  step INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_key TEXT NOT NULL,
  shared_row TEXT,
  confirmed INTEGER NOT NULL DEFAULT 0,
  released INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (order_no, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_inserts_pending ON sync_inserts (table_name, row_key) WHERE released = 0;

-- How far each table is. frontier: all that the cloud committed up to this LSN is in the table, and nothing after.
CREATE TABLE sync_shapes (
  table_name TEXT PRIMARY KEY,
  phase TEXT NOT NULL CHECK (phase IN ('empty', 'filling', 'staging', 'swapping', 'live')),
  handle TEXT,
  "offset" TEXT,
  frontier INTEGER NOT NULL DEFAULT 0,
  -- while swapping: what the new generation is, and how far the swap has come
  swap_frontier INTEGER,
  swap_after TEXT,
  generation INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_attention (
  mutation_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('refused', 'quarantined')),
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  args TEXT NOT NULL,
  code TEXT,
  message TEXT,
  details TEXT,
  fields TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  at INTEGER NOT NULL,
  choice TEXT CHECK (choice IN ('mine', 'theirs')),
  settled_at INTEGER
) STRICT, WITHOUT ROWID;
