-- What the OpenID server keeps while somebody signs in and until the tokens end. Ids that open something (codes,
-- refresh tokens, cookies) are kept as hashes: who reads the table can use none of them.
CREATE TABLE identity.oauth_items (
  -- 'office': who works in a store; 'shop': who buys there. Nothing of one is found by the other.
  realm text NOT NULL CHECK (realm IN ('office', 'shop')),
  model text NOT NULL,
  id_hash text NOT NULL,
  payload jsonb NOT NULL,
  grant_id text,
  user_code_hash text,
  uid_hash text,
  consumed_at timestamptz(3),
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (realm, model, id_hash)
);
CREATE INDEX oauth_items_by_grant_id ON identity.oauth_items (grant_id) WHERE grant_id IS NOT NULL;
CREATE UNIQUE INDEX oauth_items_by_user_code ON identity.oauth_items (realm, user_code_hash)
  WHERE user_code_hash IS NOT NULL;
CREATE INDEX oauth_items_by_uid ON identity.oauth_items (realm, uid_hash) WHERE uid_hash IS NOT NULL;
CREATE INDEX oauth_items_by_expires_at ON identity.oauth_items (expires_at);

-- What a person allowed a program to do in their name, and in which store.
CREATE TABLE identity.oauth_grants (
  id text PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  account_id uuid NOT NULL REFERENCES identity.accounts (id),
  staff_id uuid NOT NULL,
  client_id text NOT NULL,
  -- as the program called the device: 'Till 2'
  device_name text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);
CREATE INDEX oauth_grants_by_account ON identity.oauth_grants (tenant_id, account_id);

-- Programs of others that a store has let in.
CREATE TABLE identity.oauth_clients (
  id text PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  name text NOT NULL,
  -- SHA-256; null where the program signs with a key of its own or cannot keep a secret
  secret_hash text,
  jwks jsonb,
  redirect_uris text[] NOT NULL,
  grant_types text[] NOT NULL,
  -- the most it may ever do; never more than who registered it could
  permissions text[] NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  rotated_at timestamptz(3),
  revoked_at timestamptz(3)
);
CREATE INDEX oauth_clients_by_tenant_id ON identity.oauth_clients (tenant_id);

-- Somebody between their password and what else they have to show.
CREATE TABLE identity.sign_in_steps (
  uid_hash text PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.accounts (id),
  amr text[] NOT NULL,
  expires_at timestamptz(3) NOT NULL
);

-- Under which addresses the identity service of this database signs: processes that only check tokens read it here.
CREATE TABLE identity.issuers (
  realm text NOT NULL CHECK (realm IN ('office', 'shop')),
  issuer text NOT NULL,
  announced_at timestamptz(3) NOT NULL,
  PRIMARY KEY (realm, issuer)
);
-- What was signed a moment before this version started still counts until it ends.
INSERT INTO identity.issuers (realm, issuer, announced_at) VALUES ('office', 'https://tillhouse.example', now());

-- next: signs_from is null · current · retired: retired_at is set, checked until its last token has ended
ALTER TABLE identity.signing_keys
  ADD COLUMN realm text NOT NULL DEFAULT 'office' CHECK (realm IN ('office', 'shop')),
  ADD COLUMN signs_from timestamptz(3);
UPDATE identity.signing_keys SET signs_from = created_at;
ALTER TABLE identity.public_keys
  ADD COLUMN realm text NOT NULL DEFAULT 'office' CHECK (realm IN ('office', 'shop')),
  ADD COLUMN retired_at timestamptz(3);

-- Services see whether a grant or a program still stands before they know the tenant: this one answer and no more.
CREATE FUNCTION identity.find_grant(grant_id text) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$ SELECT g.tenant_id FROM identity.oauth_grants g WHERE g.id = grant_id AND g.ended_at IS NULL $$;
CREATE FUNCTION identity.find_oauth_client(client_id text)
RETURNS TABLE (tenant_id uuid, name text, permissions text[], created_by uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT c.tenant_id, c.name, c.permissions, c.created_by
    FROM identity.oauth_clients c JOIN identity.tenants t ON t.id = c.tenant_id
   WHERE c.id = client_id AND c.revoked_at IS NULL AND t.status = 'active'
$$;
REVOKE ALL ON FUNCTION identity.find_grant(text), identity.find_oauth_client(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.find_grant(text), identity.find_oauth_client(text) TO app;
