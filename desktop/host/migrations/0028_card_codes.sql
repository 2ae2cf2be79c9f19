-- A line of a basket that sells a gift card or puts money on one; JSON as the sale takes it.
ALTER TABLE desk_basket_lines ADD COLUMN loads TEXT;

-- The codes of cards that were sold or issued here, sealed, so that they can be printed again. They are nowhere else.
CREATE TABLE desk_card_codes (
  credit_id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
