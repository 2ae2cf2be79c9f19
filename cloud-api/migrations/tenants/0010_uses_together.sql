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
