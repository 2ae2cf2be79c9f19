CREATE SCHEMA audit;

-- One entry for each change of state, in its transaction. The seal (position and hashes) comes within a second from
-- one process for all, so that the chain is no lock on the work.
CREATE TABLE audit.entries (
  tenant_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  mutation_id uuid NOT NULL,
  action text NOT NULL,
  actor_id uuid NOT NULL,
  actor_name text NOT NULL,
  device_id uuid,
  outcome text NOT NULL,
  -- SHA-256 of the arguments as they were sent, hexadecimal
  arguments_hash text NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  position bigint,
  previous_hash text,
  hash text,
  sealed_at timestamptz(3),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, mutation_id),
  UNIQUE (tenant_id, position)
);
CREATE INDEX entries_unsealed ON audit.entries (id) WHERE position IS NULL;

-- The end of each tenant's chain: a chain cut short does not reach it.
CREATE TABLE audit.heads (
  tenant_id uuid PRIMARY KEY,
  position bigint NOT NULL,
  hash text NOT NULL,
  sealed_at timestamptz(3) NOT NULL
);
