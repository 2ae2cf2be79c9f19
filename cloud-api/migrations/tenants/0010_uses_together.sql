-- Uses of many keys and programs at once, sorted, so that two processes that note the same ones wait for each other.
DROP FUNCTION identity.note_use(text, timestamptz);
CREATE FUNCTION identity.note_uses(used_keys uuid[], used_programs text[], used_at timestamptz)
RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  UPDATE identity.api_keys SET last_used_at = used_at
   WHERE id IN (SELECT k.id FROM identity.api_keys k
                 WHERE k.id = ANY (used_keys) AND (k.last_used_at IS NULL OR k.last_used_at < used_at - interval '1 minute')
                 ORDER BY k.id FOR UPDATE);
  UPDATE identity.oauth_clients SET last_used_at = used_at
   WHERE id IN (SELECT c.id FROM identity.oauth_clients c
                 WHERE c.id = ANY (used_programs) AND (c.last_used_at IS NULL OR c.last_used_at < used_at - interval '1 minute')
                 ORDER BY c.id FOR UPDATE);
$$;
REVOKE ALL ON FUNCTION identity.note_uses(uuid[], text[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.note_uses(uuid[], text[], timestamptz) TO app;

-- How often any key was changed. Processes remember keys for minutes and ask for this number every few seconds: a change counts in
-- its own transaction, so who sees the number sees the change.
CREATE TABLE identity.key_changes (one boolean PRIMARY KEY DEFAULT true CHECK (one), changes bigint NOT NULL DEFAULT 0);
INSERT INTO identity.key_changes DEFAULT VALUES;

CREATE FUNCTION identity.count_key_change()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
BEGIN
  UPDATE identity.key_changes SET changes = changes + 1;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION identity.count_key_change() FROM PUBLIC;
CREATE TRIGGER key_changes AFTER DELETE OR UPDATE OF revoked_at, ends_at, scopes, origins, store_id, name, kind
  ON identity.api_keys FOR EACH STATEMENT EXECUTE FUNCTION identity.count_key_change();

CREATE FUNCTION identity.key_changes()
RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$ SELECT changes FROM identity.key_changes $$;
REVOKE ALL ON FUNCTION identity.key_changes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.key_changes() TO app;

DROP FUNCTION identity.find_api_key(text);
CREATE FUNCTION identity.find_api_key(hash text)
RETURNS TABLE (id uuid, tenant_id uuid, kind text, scopes text[], origins text[], created_by uuid, name text, store_id uuid, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT k.id, k.tenant_id, k.kind, k.scopes, k.origins, k.created_by, k.name, k.store_id, k.ends_at
    FROM identity.api_keys k
   WHERE k.key_hash = hash AND k.revoked_at IS NULL AND (k.ends_at IS NULL OR k.ends_at > now())
$$;
REVOKE ALL ON FUNCTION identity.find_api_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.find_api_key(text) TO app;
