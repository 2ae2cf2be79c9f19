CREATE SCHEMA payments;

-- One try to pay for one order. Durable before the first byte goes to a provider.
CREATE TABLE payments.attempts (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  checkout_id text NOT NULL,
  order_id text NOT NULL,
  provider text NOT NULL,
  -- of the shop at the provider
  account_id uuid NOT NULL,
  method text NOT NULL,
  -- minor units, as what follows
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  captured bigint NOT NULL DEFAULT 0,
  refunded bigint NOT NULL DEFAULT 0,
  state text NOT NULL CHECK (state IN (
    'created', 'unknown', 'action', 'authorised', 'captured', 'declined', 'released', 'refunded')),
  -- what its caller asked for last: the sweeper goes on with it
  wanted text NOT NULL CHECK (wanted IN ('authorise', 'capture', 'release')),
  release_reason text,
  -- the provider's own id
  reference text,
  -- the provider's page; null: our own
  action_url text,
  problem_code text,
  problem_message text,
  return_url text NOT NULL,
  description text NOT NULL,
  -- opens its payment page
  page_secret text NOT NULL,
  -- counts its events
  revision integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  -- when the sweeper looks at it; null: nothing is left to do
  look_at timestamptz(3),
  looks integer NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, id),
  CHECK (captured BETWEEN 0 AND amount),
  CHECK (refunded BETWEEN 0 AND captured)
);
CREATE INDEX attempts_to_look_at ON payments.attempts (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX attempts_by_order_id ON payments.attempts (tenant_id, order_id);
CREATE INDEX attempts_by_reference ON payments.attempts (tenant_id, account_id, reference);

-- What was asked of the provider for an attempt; `<attempt>:<key>` is the idempotency key it is asked with.
CREATE TABLE payments.operations (
  tenant_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('authorise', 'capture', 'release', 'refund')),
  amount bigint NOT NULL CHECK (amount > 0),
  -- `sent` without an answer is unknown
  state text NOT NULL CHECK (state IN ('due', 'sent', 'done', 'failed')),
  reference text,
  problem_code text,
  problem_message text,
  made_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  settled_at timestamptz(3),
  PRIMARY KEY (tenant_id, attempt_id, key),
  FOREIGN KEY (tenant_id, attempt_id) REFERENCES payments.attempts (tenant_id, id)
);

-- Every word with the provider, in the order it was written down. Only ever added to.
CREATE TABLE payments.exchanges (
  tenant_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  attempt_id uuid NOT NULL,
  -- of the operation; null: a look
  key text,
  -- before the first byte, after the answer, where none came, what a look found
  said text NOT NULL CHECK (said IN ('sent', 'answered', 'refused', 'unanswered', 'looked')),
  body jsonb NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, attempt_id) REFERENCES payments.attempts (tenant_id, id)
);
CREATE INDEX exchanges_by_attempt_id ON payments.exchanges (tenant_id, attempt_id, id);

-- The book of the built-in test provider: what a real one keeps elsewhere. The service's own work never reads it.
CREATE TABLE payments.test_payments (
  tenant_id uuid NOT NULL,
  id text NOT NULL,
  -- idempotency key that it was made with
  key text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  script text NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'challenge', 'authorised', 'captured', 'declined', 'voided')),
  problem text,
  -- a payment that acts late is not there before
  acts_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, key)
);
CREATE TABLE payments.test_entries (
  tenant_id uuid NOT NULL,
  payment_id text NOT NULL,
  -- idempotency key
  key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('authorised', 'captured', 'voided', 'refunded')),
  amount bigint NOT NULL CHECK (amount > 0),
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, key),
  FOREIGN KEY (tenant_id, payment_id) REFERENCES payments.test_payments (tenant_id, id)
);
CREATE INDEX test_entries_by_payment_id ON payments.test_entries (tenant_id, payment_id);
