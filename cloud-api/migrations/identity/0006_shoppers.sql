-- Who buys at a shop and has signed in there. Nothing of it is known at another tenant, and nothing of it is an account of
-- those who work in one.
CREATE TABLE identity.shoppers (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  -- lower case; shown to be theirs by a code that went there
  email text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  UNIQUE (tenant_id, email)
);

-- A code that was sent, and for whom it is: whoever asked holds the challenge, whoever reads the letter the six digits. Neither
-- is kept, and the hash of the code is over both, so that this table alone tells nobody which of a million it is.
CREATE TABLE identity.shopper_codes (
  challenge_hash text PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  email text NOT NULL,
  code_hash text NOT NULL,
  tries integer NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);
CREATE INDEX shopper_codes_by_tenant_id_email ON identity.shopper_codes (tenant_id, email);
CREATE INDEX shopper_codes_by_expires_at ON identity.shopper_codes (expires_at);

-- One sign-in; its id is the family of its tokens.
CREATE TABLE identity.shopper_sessions (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  shopper_id uuid NOT NULL REFERENCES identity.shoppers (id) ON DELETE CASCADE,
  -- program and system as it told them; never a place
  label text NOT NULL,
  signed_in_at timestamptz(3) NOT NULL,
  last_seen_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  ended_because text
);
CREATE INDEX shopper_sessions_by_shopper_id ON identity.shopper_sessions (shopper_id, last_seen_at);
CREATE INDEX shopper_sessions_by_last_seen_at ON identity.shopper_sessions (last_seen_at);
CREATE INDEX shopper_sessions_by_tenant_id ON identity.shopper_sessions (tenant_id);

CREATE TABLE identity.shopper_refresh_tokens (
  token_hash text PRIMARY KEY,
  family uuid NOT NULL REFERENCES identity.shopper_sessions (id) ON DELETE CASCADE,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  shopper_id uuid NOT NULL,
  issued_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  revoked_at timestamptz(3)
);
CREATE INDEX shopper_refresh_tokens_by_family ON identity.shopper_refresh_tokens (family);
CREATE INDEX shopper_refresh_tokens_by_expires_at ON identity.shopper_refresh_tokens (expires_at);
CREATE INDEX shopper_refresh_tokens_by_tenant_id ON identity.shopper_refresh_tokens (tenant_id);

CREATE TABLE identity.shopper_access_tokens (
  token_hash text PRIMARY KEY,
  family uuid NOT NULL REFERENCES identity.shopper_sessions (id) ON DELETE CASCADE,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX shopper_access_tokens_by_family ON identity.shopper_access_tokens (family);
CREATE INDEX shopper_access_tokens_by_expires_at ON identity.shopper_access_tokens (expires_at);
CREATE INDEX shopper_access_tokens_by_tenant_id ON identity.shopper_access_tokens (tenant_id);

-- Services ask whose token it is; they see this one answer and no more. That it was used is noted once a minute.
CREATE FUNCTION identity.see_shopper(hash text, seen_at timestamptz)
RETURNS TABLE (shopper_id uuid, tenant_id uuid, session_id uuid, email text, expired boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  UPDATE identity.shopper_sessions SET last_seen_at = seen_at
   WHERE id = (SELECT t.family FROM identity.shopper_access_tokens t WHERE t.token_hash = hash)
     AND ended_at IS NULL AND last_seen_at < seen_at - interval '1 minute';
  SELECT p.id, p.tenant_id, s.id, p.email, t.expires_at <= seen_at
    FROM identity.shopper_access_tokens t
    JOIN identity.shopper_sessions s ON s.id = t.family AND s.ended_at IS NULL
    JOIN identity.shoppers p ON p.id = s.shopper_id
   WHERE t.token_hash = hash;
$$;
REVOKE ALL ON FUNCTION identity.see_shopper(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.see_shopper(text, timestamptz) TO app;

-- An account that its shopper gives up goes in one transaction with what the shop kept of it: held to the tenant that asks.
CREATE FUNCTION identity.erase_shopper(shopper uuid)
RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  DELETE FROM identity.letters l USING identity.shoppers s
   WHERE s.id = shopper AND s.tenant_id = current_setting('app.tenant_id')::uuid
     AND l.kind = 'shopper-code' AND l.to_email = s.email;
  DELETE FROM identity.shopper_codes c USING identity.shoppers s
   WHERE s.id = shopper AND s.tenant_id = current_setting('app.tenant_id')::uuid
     AND c.tenant_id = s.tenant_id AND c.email = s.email;
  DELETE FROM identity.shoppers s WHERE s.id = shopper AND s.tenant_id = current_setting('app.tenant_id')::uuid;
$$;
REVOKE ALL ON FUNCTION identity.erase_shopper(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.erase_shopper(uuid) TO app;
