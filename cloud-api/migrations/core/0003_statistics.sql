-- Brings the planner's picture of tables up to date that have grown to several times the size it knows. Autovacuum does so
-- within minutes; the first import of a shop fills a table in seconds, and until then every tenant counts as one of many
-- small ones, for which any index that begins with the tenant seems as good as the right one.
CREATE FUNCTION public.refresh_statistics() RETURNS text[]
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  grown record;
  refreshed text[] := '{}';
BEGIN
  -- One process at a time; who comes second has nothing to do.
  IF NOT pg_try_advisory_xact_lock(7164551184) THEN RETURN refreshed; END IF;
  FOR grown IN
    SELECT format('%I.%I', s.schemaname, s.relname) AS name
      FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
     WHERE s.schemaname IN ('public', 'identity', 'events', 'audit')
       AND s.n_mod_since_analyze > 1000 AND s.n_mod_since_analyze > 3 * greatest(c.reltuples, 0)
  LOOP
    EXECUTE 'ANALYZE ' || grown.name;
    refreshed := refreshed || grown.name;
  END LOOP;
  RETURN refreshed;
END $$;
REVOKE ALL ON FUNCTION public.refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.refresh_statistics() TO system;
