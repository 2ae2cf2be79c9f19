-- A key under which a till asked for a charge or a refund at a card reader. It is there before anything is sent, and one that a till
-- asked about before it came is refused from then on.
CREATE TABLE payments.terminal_keys (
  tenant_id uuid NOT NULL,
  -- of the till; of a charge also of its attempt
  id uuid NOT NULL,
  -- no other device may ask about it, or take it back
  device_id uuid NOT NULL,
  -- who sold; null: refused before it came
  staff_id uuid,
  purpose text NOT NULL CHECK (purpose IN ('charge', 'refund')),
  state text NOT NULL CHECK (state IN ('sent', 'refused')),
  reason text NOT NULL DEFAULT '',
  -- of a refund: the attempt that it pays back
  attempt_id uuid,
  order_id text NOT NULL,
  -- the provider's own id of the reader; empty: it takes none
  reader text NOT NULL,
  -- minor units
  amount bigint NOT NULL CHECK (amount >= 0),
  currency text NOT NULL,
  asks_tip boolean NOT NULL DEFAULT false,
  -- what the card said of itself, once it was taken
  card jsonb,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
