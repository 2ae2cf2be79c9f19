-- What somebody proves that it is them with, and what they are signed in to.

-- One sign-in, from the first proof until it ends; its id is the family of its refresh tokens.
CREATE TABLE identity.sessions (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  account_id uuid NOT NULL REFERENCES identity.accounts (id),
  staff_id uuid NOT NULL,
  -- program and system as it told them, or the name of an enrolled device; never a place
  label text NOT NULL,
  -- the enrolled device that asked, where one did
  device_id uuid,
  -- what the person allowed a program, where it acts for them
  grant_id text UNIQUE REFERENCES identity.oauth_grants (id),
  -- everything that was shown in it, as RFC 8176 names it
  amr text[] NOT NULL,
  signed_in_at timestamptz(3) NOT NULL,
  -- the last proof and what it was
  proven_at timestamptz(3) NOT NULL,
  proven_by text[] NOT NULL,
  last_seen_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  ended_because text
);
CREATE INDEX sessions_by_account_id ON identity.sessions (account_id, last_seen_at);

-- Who is signed in when this version comes stays so.
INSERT INTO identity.sessions
  (id, tenant_id, account_id, staff_id, label, amr, signed_in_at, proven_at, proven_by, last_seen_at)
SELECT r.family, r.tenant_id, r.account_id, m.staff_id, 'Signed in before', '{pwd}', min(r.issued_at), min(r.issued_at), '{pwd}',
       max(r.issued_at)
  FROM identity.refresh_tokens r
  JOIN identity.memberships m ON m.tenant_id = r.tenant_id AND m.account_id = r.account_id
 WHERE r.family IN (SELECT family FROM identity.refresh_tokens WHERE used_at IS NULL AND revoked_at IS NULL)
 GROUP BY r.family, r.tenant_id, r.account_id, m.staff_id;

CREATE TABLE identity.passkeys (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.accounts (id),
  -- base64url
  credential_id text NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  -- what its authenticator counted last; 0 for one that does not count
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  aaguid text NOT NULL,
  backed_up boolean NOT NULL,
  name text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  last_used_at timestamptz(3),
  -- its counter went backwards: two hold it
  cloned_at timestamptz(3)
);
CREATE INDEX passkeys_by_account_id ON identity.passkeys (account_id);

-- RFC 6238. The secret is sealed with a key that is not in this database.
CREATE TABLE identity.totps (
  account_id uuid PRIMARY KEY REFERENCES identity.accounts (id),
  secret text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  confirmed_at timestamptz(3),
  -- the last step that was taken: no step twice, none before it
  last_step bigint NOT NULL
);

CREATE TABLE identity.recovery_codes (
  account_id uuid NOT NULL REFERENCES identity.accounts (id),
  code_hash text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  PRIMARY KEY (account_id, code_hash)
);

-- What a passkey is asked to sign: once, soon, and for what it was asked for.
CREATE TABLE identity.challenges (
  challenge text PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('register', 'sign-in', 'prove')),
  account_id uuid REFERENCES identity.accounts (id),
  session_id uuid REFERENCES identity.sessions (id),
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX challenges_by_expires_at ON identity.challenges (expires_at);

-- Services ask on each call whether a sign-in goes on and what was shown in it; they see this one row and no more. That
-- it was seen is noted once a minute.
CREATE FUNCTION identity.see_session(session uuid, seen_at timestamptz)
RETURNS TABLE (account_id uuid, tenant_id uuid, staff_id uuid, ended boolean, amr text[], proven_at bigint, proven_by text[],
               passkeys integer, totp boolean, recovery_codes integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  UPDATE identity.sessions SET last_seen_at = seen_at
   WHERE id = session AND ended_at IS NULL AND last_seen_at < seen_at - interval '1 minute';
  SELECT s.account_id, s.tenant_id, s.staff_id, s.ended_at IS NOT NULL, s.amr,
         (extract(epoch FROM s.proven_at) * 1000)::bigint, s.proven_by,
         (SELECT count(*)::integer FROM identity.passkeys p WHERE p.account_id = s.account_id AND p.cloned_at IS NULL),
         EXISTS (SELECT 1 FROM identity.totps t WHERE t.account_id = s.account_id AND t.confirmed_at IS NOT NULL),
         (SELECT count(*)::integer FROM identity.recovery_codes r WHERE r.account_id = s.account_id AND r.used_at IS NULL)
    FROM identity.sessions s WHERE s.id = session;
$$;
REVOKE ALL ON FUNCTION identity.see_session(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.see_session(uuid, timestamptz) TO app;

-- Letters to people, written in the transaction of what they tell and handed to the mailer after it. The text is sealed.
CREATE TABLE identity.letters (
  id uuid PRIMARY KEY,
  to_email text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('new-place', 'password-reset', 'password-changed', 'factors-changed')),
  subject text NOT NULL,
  body text NOT NULL,
  written_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3)
);
CREATE INDEX letters_waiting ON identity.letters (written_at) WHERE sent_at IS NULL;

CREATE TABLE identity.password_resets (
  token_hash text PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES identity.accounts (id),
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);
CREATE INDEX password_resets_by_account_id ON identity.password_resets (account_id);
