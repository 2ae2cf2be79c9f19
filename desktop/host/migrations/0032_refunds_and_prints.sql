-- Of a refund through a card terminal: the payment of the sale that it gives back.
ALTER TABLE desk_card_attempts ADD COLUMN tender_id TEXT;

-- What is to come out of a register's printer, in its order. Bytes are made when they are sent, from what the order keeps.
CREATE TABLE desk_print_jobs (
  seq INTEGER PRIMARY KEY,
  register_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'copy', 'gift', 'test')),
  order_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'printed', 'dropped')),
  -- why it waits, by a word of its own
  problem TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  done_at INTEGER
) STRICT;
CREATE INDEX desk_print_jobs_waiting ON desk_print_jobs (register_id, seq) WHERE state = 'waiting';
CREATE INDEX desk_print_jobs_of ON desk_print_jobs (order_id);

-- What stands on receipts under the store's name: its number for taxes, telephone, a greeting.
ALTER TABLE "store_settings" ADD COLUMN "receipt_header" TEXT NOT NULL DEFAULT '';
