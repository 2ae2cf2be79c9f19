-- How a tenant stands, what it may use, and who comes and goes. The tables are the identity service's.

-- A quota that is not there has no limit: {"requestsPerSecond", "products", "devices", "people", "shapes"}
CREATE TABLE identity.plans (
  id text PRIMARY KEY,
  name text NOT NULL,
  quotas jsonb NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
INSERT INTO identity.plans (id, name, quotas, updated_at) VALUES
  ('open', 'Open', '{}', '2026-01-01T00:00:00Z'),
  ('starter', 'Starter',
   '{"requestsPerSecond": 50, "products": 2000, "devices": 3, "people": 10, "shapes": 120}', '2026-01-01T00:00:00Z'),
  ('growing', 'Growing',
   '{"requestsPerSecond": 200, "products": 50000, "devices": 40, "people": 200, "shapes": 1600}', '2026-01-01T00:00:00Z');

ALTER TABLE identity.tenants
  ADD COLUMN status_reason text,
  ADD COLUMN status_since timestamptz(3),
  ADD COLUMN plan_id text NOT NULL DEFAULT 'open' REFERENCES identity.plans (id),
  -- of this tenant alone, over those of its plan; null lifts a limit
  ADD COLUMN quotas jsonb NOT NULL DEFAULT '{}',
  -- its owner asked for everything to be erased; until then they may change their mind
  ADD COLUMN erase_after timestamptz(3),
  ADD COLUMN erase_asked_at timestamptz(3),
  ADD COLUMN erase_asked_by text;
CREATE INDEX tenants_to_erase ON identity.tenants (erase_after) WHERE erase_after IS NOT NULL;

CREATE TABLE identity.invitations (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  token_hash text NOT NULL UNIQUE,
  email text NOT NULL,
  name text NOT NULL,
  initials text NOT NULL,
  role_id uuid NOT NULL,
  home_location_id uuid,
  invited_by uuid NOT NULL,
  invited_by_name text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  accepted_at timestamptz(3),
  revoked_at timestamptz(3)
);
CREATE INDEX invitations_by_tenant_id ON identity.invitations (tenant_id);

CREATE TABLE identity.ownership_offers (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  from_staff_id uuid NOT NULL,
  to_staff_id uuid NOT NULL,
  -- what the giver is afterwards
  from_role_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3),
  decision text CHECK (decision IN ('accepted', 'withdrawn', 'declined'))
);
CREATE INDEX ownership_offers_by_tenant_id ON identity.ownership_offers (tenant_id);

-- What is left of a tenant that was erased. Its id is not called tenant_id: this row stays.
CREATE TABLE identity.erasures (
  erased_id uuid PRIMARY KEY,
  asked_at timestamptz(3) NOT NULL,
  erased_at timestamptz(3) NOT NULL,
  -- rows that were removed, by table
  removed jsonb NOT NULL,
  -- a JWS of all of this by the key that signs access tokens
  proof text NOT NULL
);

-- Every service refuses for tenants that are suspended or gone, and counts what a plan counts. One short list for all,
-- of those alone that are not simply active without limits: asking for each tenant would cost with their number.
CREATE FUNCTION identity.standings()
RETURNS TABLE (tenant_id uuid, status text, reason text, since timestamptz, erase_after timestamptz, quotas jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT t.id, t.status, t.status_reason, t.status_since, t.erase_after, p.quotas || t.quotas
    FROM identity.tenants t JOIN identity.plans p ON p.id = t.plan_id
   WHERE t.status <> 'active' OR t.erase_after IS NOT NULL OR p.quotas || t.quotas <> '{}'
  UNION ALL
  SELECT e.erased_id, 'erased', NULL, e.erased_at, NULL, '{}' FROM identity.erasures e
$$;
REVOKE ALL ON FUNCTION identity.standings() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.standings() TO app;

-- A key of a suspended tenant is known: it is refused in words, not called unknown.
CREATE OR REPLACE FUNCTION identity.find_api_key(hash text)
RETURNS TABLE (id uuid, tenant_id uuid, kind text, scopes text[], origins text[], created_by uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT k.id, k.tenant_id, k.kind, k.scopes, k.origins, k.created_by, k.name
    FROM identity.api_keys k WHERE k.key_hash = hash AND k.revoked_at IS NULL
$$;
