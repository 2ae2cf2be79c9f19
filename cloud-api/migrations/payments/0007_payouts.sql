-- What was told of payouts: only what is new is told on.
CREATE TABLE payments.payouts (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  -- the provider's own id
  reference text NOT NULL,
  -- of all that was told last
  hash text NOT NULL,
  -- counts its events
  revision integer NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
