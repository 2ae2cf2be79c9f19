-- A gift card may be what comes out of a register's printer.
CREATE TABLE desk_print_jobs_next (
  seq INTEGER PRIMARY KEY,
  register_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'copy', 'gift', 'card', 'test')),
  order_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'printed', 'dropped')),
  -- why it waits, by a word of its own
  problem TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  done_at INTEGER,
  part INTEGER,
  -- of a gift card: which; its code is kept apart, sealed
  credit_id TEXT
) STRICT;
INSERT INTO desk_print_jobs_next (seq, register_id, kind, order_id, state, problem, made_at, done_at, part)
SELECT seq, register_id, kind, order_id, state, problem, made_at, done_at, part FROM desk_print_jobs;
DROP TABLE desk_print_jobs;
ALTER TABLE desk_print_jobs_next RENAME TO desk_print_jobs;
CREATE INDEX desk_print_jobs_waiting ON desk_print_jobs (register_id, seq) WHERE state = 'waiting';
CREATE INDEX desk_print_jobs_of ON desk_print_jobs (order_id);
