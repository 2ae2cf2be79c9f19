CREATE SCHEMA identity;

CREATE TABLE identity.tenants (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'suspended')),
  created_at timestamptz(3) NOT NULL
);

CREATE TABLE identity.accounts (
  id uuid PRIMARY KEY,
  -- lower case; one account may work for several tenants
  email text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'locked')),
  created_at timestamptz(3) NOT NULL
);

CREATE TABLE identity.memberships (
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  account_id uuid NOT NULL REFERENCES identity.accounts (id),
  staff_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, account_id)
);
CREATE INDEX memberships_by_account_id ON identity.memberships (account_id);

CREATE TABLE identity.devices (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  name text NOT NULL,
  -- Ed25519, base64url
  public_key text NOT NULL,
  status text NOT NULL CHECK (status IN ('enrolled', 'revoked')),
  enrolled_at timestamptz(3) NOT NULL,
  enrolled_by uuid NOT NULL,
  revoked_at timestamptz(3)
);
CREATE INDEX devices_by_tenant_id ON identity.devices (tenant_id);

CREATE TABLE identity.device_codes (
  code_hash text PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  profile jsonb NOT NULL,
  created_by uuid NOT NULL,
  created_by_name text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);

CREATE TABLE identity.refresh_tokens (
  token_hash text PRIMARY KEY,
  -- all that one sign-in gave out; a used one coming back revokes the family
  family uuid NOT NULL,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  account_id uuid NOT NULL REFERENCES identity.accounts (id),
  issued_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  revoked_at timestamptz(3)
);
CREATE INDEX refresh_tokens_by_family ON identity.refresh_tokens (family);

CREATE TABLE identity.signing_keys (
  kid text PRIMARY KEY,
  private_jwk jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  retired_at timestamptz(3)
);

-- What every service needs to check a token; the private part stays with the identity role.
CREATE TABLE identity.public_keys (
  kid text PRIMARY KEY,
  jwk jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL
);

CREATE TABLE identity.api_keys (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  kind text NOT NULL CHECK (kind IN ('publishable', 'secret')),
  name text NOT NULL,
  -- first characters, to tell keys apart; of a publishable key the whole
  shown text NOT NULL,
  key_hash text NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  origins text[] NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3)
);
CREATE INDEX api_keys_by_tenant_id ON identity.api_keys (tenant_id);

CREATE TABLE identity.sign_in_attempts (
  subject text PRIMARY KEY,
  failures integer NOT NULL,
  blocked_until timestamptz(3),
  last_at timestamptz(3) NOT NULL
);

-- Services look a key up before they know the tenant, so past row-level security; they see this one row and no more.
CREATE FUNCTION identity.find_api_key(hash text)
RETURNS TABLE (id uuid, tenant_id uuid, kind text, scopes text[], origins text[], created_by uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT k.id, k.tenant_id, k.kind, k.scopes, k.origins, k.created_by, k.name
    FROM identity.api_keys k JOIN identity.tenants t ON t.id = k.tenant_id
   WHERE k.key_hash = hash AND k.revoked_at IS NULL AND t.status = 'active'
$$;
REVOKE ALL ON FUNCTION identity.find_api_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.find_api_key(text) TO app;
