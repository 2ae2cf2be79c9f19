-- A shop's first orders, payments and entries are a few hundred rows: too few to count as changed by a thousand, and enough to
-- make each of them several times dearer, since plans that were kept for empty tables walk all rows of the tenant. So a
-- table counts as grown, too, once it holds a hundred rows and three times what Postgres knows of; and those of payments count.
-- Rows that stand are what is compared: a queue that fills and empties is no growth.
CREATE OR REPLACE FUNCTION public.refresh_statistics() RETURNS text[]
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
     WHERE s.schemaname IN ('public', 'identity', 'events', 'audit', 'payments')
       AND (s.n_mod_since_analyze > 1000 AND s.n_mod_since_analyze > 3 * greatest(c.reltuples, 0)
         OR s.n_mod_since_analyze > 60 AND s.n_live_tup > 100 AND s.n_live_tup > 3 * greatest(c.reltuples, 0))
  LOOP
    EXECUTE 'ANALYZE ' || grown.name;
    refreshed := refreshed || grown.name;
  END LOOP;
  RETURN refreshed;
END $$;
