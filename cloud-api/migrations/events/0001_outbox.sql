CREATE SCHEMA events;

-- Events are rows of the transaction that caused them. `id` is taken while the aggregate is locked, so it orders the
-- events of one aggregate; `xid` tells the relay whether an older transaction may still bring rows before these.
CREATE TABLE events.outbox (
  tenant_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  name text NOT NULL,
  version integer NOT NULL,
  aggregate text NOT NULL,
  payload jsonb NOT NULL,
  mutation_id uuid NOT NULL,
  -- place within its mutation, from 0
  ordinal integer NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  published_at timestamptz(3),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, mutation_id, ordinal)
);
CREATE INDEX outbox_waiting ON events.outbox (id) WHERE published_at IS NULL;

-- What a consumer has worked off, in the transaction of its work.
CREATE TABLE events.inbox (
  tenant_id uuid NOT NULL,
  consumer text NOT NULL,
  event_id bigint NOT NULL,
  handled_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, consumer, event_id)
);
