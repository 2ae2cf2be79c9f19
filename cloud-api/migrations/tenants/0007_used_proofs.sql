-- DPoP proofs that were used, so that one is good once whichever process it is shown to. Rows live two minutes.
CREATE TABLE identity.used_proofs (
  -- SHA-256 of the key's thumbprint and the proof's jti
  proof_hash text PRIMARY KEY,
  ends_at timestamptz(3) NOT NULL
);
CREATE INDEX used_proofs_by_ends_at ON identity.used_proofs (ends_at);

-- Services check proofs before they know the tenant; they learn whether this one is new and no more.
CREATE FUNCTION identity.use_proof(proof text, until timestamptz)
RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  WITH fresh AS (
    INSERT INTO identity.used_proofs (proof_hash, ends_at) VALUES (proof, until) ON CONFLICT DO NOTHING RETURNING 1
  )
  SELECT EXISTS (SELECT 1 FROM fresh)
$$;
REVOKE ALL ON FUNCTION identity.use_proof(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.use_proof(text, timestamptz) TO app;
