-- What a shopper agrees to at a provider's page before there is an order: who they are and where it goes. It holds and moves no money.
CREATE TABLE payments.agreements (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  checkout_id text NOT NULL,
  provider text NOT NULL,
  account_id uuid NOT NULL,
  method text NOT NULL,
  -- minor units: as much as was known then
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  return_url text NOT NULL,
  page_secret text NOT NULL,
  -- the provider's own id; null: it was asked and has not answered
  reference text,
  action_url text,
  -- the test provider's own: which of its people agreed
  person text,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
-- The provider's id of what was agreed to before, which the attempt makes use of.
ALTER TABLE payments.attempts ADD COLUMN agreement text;
