-- A part of a payment that is a gift card or store credit, and whether the cloud set it aside.
ALTER TABLE desk_basket_legs ADD COLUMN credit_id TEXT;
ALTER TABLE desk_basket_legs ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0;

-- What the cloud was asked to set aside, from before the question until the answer is a part of the payment: what is left here
-- was asked by a till that stopped meanwhile, and is given back.
CREATE TABLE desk_credit_takes (
  take_id TEXT PRIMARY KEY,
  credit_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
