-- What a card terminal said of a payment that a till took through it: approval, brand and last four digits.
ALTER TABLE "tenders" ADD COLUMN "card" TEXT;

-- What stands at a register: how this desk reaches it. Addresses are of the shop's own network, so they stay here.
CREATE TABLE desk_devices (
  register_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  settings TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (register_id, kind)
) STRICT, WITHOUT ROWID;

-- A payment by card through a terminal. It is here, whole and durable, before the terminal hears its first byte: what
-- became of it is asked by its id, and it is never sent a second time.
CREATE TABLE desk_card_attempts (
  id TEXT PRIMARY KEY,
  register_id TEXT NOT NULL,
  -- the sale that it pays, or the return that it pays back
  order_id TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('charge', 'refund')),
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  -- the terminal that has it, as it stood when it began
  terminal TEXT NOT NULL,
  -- of a refund: the terminal's reference of the charge
  original TEXT NOT NULL DEFAULT '',
  -- open: the terminal may have it and has not said what became of it
  -- case: a person has to look, what went on is in reason
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'cancelled', 'never', 'reversing', 'reversed', 'case', 'settled')),
  -- 0: the till went another way; an approval that comes after all is taken back
  wanted INTEGER NOT NULL DEFAULT 1,
  -- what the screen says while it is open; no proof of anything
  progress TEXT NOT NULL DEFAULT '',
  reference TEXT NOT NULL DEFAULT '',
  -- JSON of what the sale keeps of it
  card TEXT,
  reason TEXT NOT NULL DEFAULT '',
  started_by TEXT NOT NULL DEFAULT '',
  started_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  -- since then it is a payment of its sale or return
  recorded_at INTEGER
) STRICT, WITHOUT ROWID;
-- One at a time: a register whose last charge has no known end starts no other.
CREATE UNIQUE INDEX desk_card_attempts_one ON desk_card_attempts (register_id) WHERE state = 'open' AND wanted = 1;
CREATE INDEX desk_card_attempts_of ON desk_card_attempts (order_id);
CREATE INDEX desk_card_attempts_unfinished ON desk_card_attempts (state) WHERE state IN ('open', 'reversing', 'case');

-- What was taken for a basket that is not sold yet.
CREATE TABLE desk_basket_legs (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  reference TEXT NOT NULL DEFAULT '',
  -- by card through a terminal
  attempt_id TEXT REFERENCES desk_card_attempts (id),
  taken_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_basket_legs_of ON desk_basket_legs (order_id, position);
