-- A store at a provider. Its secrets are sealed by the tenant's key; nobody reads them back.
CREATE TABLE payments.accounts (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  provider text NOT NULL,
  name text NOT NULL,
  -- a paused one is offered to nobody, and what was paid by it can still be taken and paid back
  status text NOT NULL CHECK (status IN ('active', 'paused', 'removed')),
  settings jsonb NOT NULL,
  secrets_sealed text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX accounts_active ON payments.accounts (tenant_id, provider) WHERE status = 'active';
CREATE INDEX accounts_by_id ON payments.accounts (id);

-- What a provider told by itself, once each. Only verified ones are here.
CREATE TABLE payments.deliveries (
  tenant_id uuid NOT NULL,
  account_id uuid NOT NULL,
  -- the provider's own id of it
  event_id text NOT NULL,
  kind text NOT NULL,
  attempt_id uuid,
  received_at timestamptz(3) NOT NULL,
  -- null: it could not be worked off, and comes again
  handled_at timestamptz(3),
  times integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, account_id, event_id)
);

-- Whoever calls a webhook is known by its address alone: it says whose it is, and nothing else of it.
CREATE FUNCTION payments.tenant_of_account(account uuid)
RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT a.tenant_id FROM payments.accounts a WHERE a.id = account AND a.status <> 'removed'
$$;
REVOKE ALL ON FUNCTION payments.tenant_of_account(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payments.tenant_of_account(uuid) TO payments;
