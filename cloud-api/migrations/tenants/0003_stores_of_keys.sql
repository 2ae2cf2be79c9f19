-- A publishable key may be for one store; without, the page's address says which.
ALTER TABLE identity.api_keys ADD COLUMN store_id uuid;
DROP FUNCTION identity.find_api_key(text);
CREATE FUNCTION identity.find_api_key(hash text)
RETURNS TABLE (id uuid, tenant_id uuid, kind text, scopes text[], origins text[], created_by uuid, name text, store_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT k.id, k.tenant_id, k.kind, k.scopes, k.origins, k.created_by, k.name, k.store_id
    FROM identity.api_keys k WHERE k.key_hash = hash AND k.revoked_at IS NULL
$$;
REVOKE ALL ON FUNCTION identity.find_api_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.find_api_key(text) TO app;
