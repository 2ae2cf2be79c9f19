-- When a key or an app was used last, and until when a key is good that another took over from.
ALTER TABLE identity.api_keys ADD COLUMN last_used_at timestamptz(3), ADD COLUMN ends_at timestamptz(3);
ALTER TABLE identity.oauth_clients ADD COLUMN last_used_at timestamptz(3);

CREATE OR REPLACE FUNCTION identity.find_api_key(hash text)
RETURNS TABLE (id uuid, tenant_id uuid, kind text, scopes text[], origins text[], created_by uuid, name text, store_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT k.id, k.tenant_id, k.kind, k.scopes, k.origins, k.created_by, k.name, k.store_id
    FROM identity.api_keys k
   WHERE k.key_hash = hash AND k.revoked_at IS NULL AND (k.ends_at IS NULL OR k.ends_at > now())
$$;

-- That a key or an app was used is noted once a minute.
CREATE FUNCTION identity.note_use(used text, used_at timestamptz)
RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  UPDATE identity.api_keys SET last_used_at = used_at
   WHERE id = used::uuid AND (last_used_at IS NULL OR last_used_at < used_at - interval '1 minute');
  UPDATE identity.oauth_clients SET last_used_at = used_at
   WHERE id = used AND (last_used_at IS NULL OR last_used_at < used_at - interval '1 minute');
$$;
REVOKE ALL ON FUNCTION identity.note_use(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.note_use(text, timestamptz) TO app;
