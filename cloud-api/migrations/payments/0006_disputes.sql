-- What shoppers had taken back of a payment, as its provider tells it.
CREATE TABLE payments.disputes (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  -- the provider's own id
  reference text NOT NULL,
  -- minor units of the attempt's currency, as `taken`: what of it is away from the shop
  amount bigint NOT NULL CHECK (amount >= 0),
  taken bigint NOT NULL CHECK (taken BETWEEN 0 AND amount),
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'open', 'review', 'won', 'lost')),
  -- until when evidence is taken
  due_at timestamptz(3),
  -- counts its events
  revision integer NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, attempt_id) REFERENCES payments.attempts (tenant_id, id)
);
CREATE INDEX disputes_by_attempt_id ON payments.disputes (tenant_id, attempt_id);
