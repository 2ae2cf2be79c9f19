-- Taking everything out, and erasing everything.

CREATE TABLE identity.exports (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  asked_by uuid NOT NULL,
  asked_by_name text NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'ready', 'failed', 'expired')),
  created_at timestamptz(3) NOT NULL,
  -- a process works on it; where it went away, another begins anew after a while
  claimed_at timestamptz(3),
  finished_at timestamptz(3),
  bytes bigint,
  sha256 text,
  rows bigint
);
CREATE INDEX exports_by_tenant_id ON identity.exports (tenant_id, created_at DESC);
CREATE INDEX exports_waiting ON identity.exports (created_at) WHERE status = 'waiting';

-- Whatever has a tenant, read off the catalogue, so that a table of tomorrow is taken out and erased by itself.
CREATE FUNCTION identity.tables_of_tenants()
RETURNS TABLE (id oid, name text, key_columns text[])
LANGUAGE sql STABLE SET search_path = pg_catalog
AS $$
  SELECT c.oid, n.nspname || '.' || c.relname,
         ARRAY(SELECT quote_ident(k.attname) FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS u (attnum, at)
                 JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = u.attnum
                WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY u.at)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_%'
   ORDER BY 2
$$;
REVOKE ALL ON FUNCTION identity.tables_of_tenants() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.tables_of_tenants() TO identity;

-- Removes up to `most` rows of each table of a tenant whose owner asked for it and whose time to change their mind is over
-- by this database's own clock; whoever calls it cannot erase another. Run again until it says that it is done: a big
-- tenant takes many small transactions. Accounts of people who work nowhere else go with it.
CREATE FUNCTION identity.erase_tenant(tenant uuid, most integer)
RETURNS TABLE (removed jsonb, done boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
DECLARE
  begun identity.tenants;
  held record;
  gone bigint;
  counts jsonb := '{}';
  left_over boolean := false;
  alone uuid[];
BEGIN
  SELECT * INTO begun FROM identity.tenants t WHERE t.id = tenant AND t.erase_after <= now() FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'tenant % is not to be erased', tenant USING ERRCODE = 'invalid_parameter_value';
  END IF;
  INSERT INTO identity.erasures (erased_id, asked_at, erased_at, removed, proof)
  VALUES (tenant, begun.erase_asked_at, now(), '{}', '') ON CONFLICT (erased_id) DO NOTHING;
  SELECT coalesce(array_agg(m.account_id), '{}') INTO alone FROM identity.memberships m
   WHERE m.tenant_id = tenant
     AND NOT EXISTS (SELECT FROM identity.memberships o WHERE o.account_id = m.account_id AND o.tenant_id <> tenant);
  -- What else is known of these people; their memberships last, since they say who it is.
  FOR held IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped
               WHERE c.relkind IN ('r', 'p') AND n.nspname = 'identity' AND c.relname <> 'memberships' ORDER BY 1 DESC
  LOOP
    BEGIN
      EXECUTE format('DELETE FROM %s WHERE account_id = ANY($1)', held.name) USING alone;
      GET DIAGNOSTICS gone = ROW_COUNT;
      IF gone > 0 THEN counts := counts || jsonb_build_object(held.name::text, gone); END IF;
      left_over := left_over OR gone > 0;
    EXCEPTION WHEN foreign_key_violation THEN
      left_over := true;
    END;
  END LOOP;
  FOR held IN SELECT t.name FROM identity.tables_of_tenants() t WHERE t.name <> 'identity.memberships' ORDER BY 1 DESC
  LOOP
    BEGIN
      EXECUTE format('DELETE FROM %s WHERE ctid = ANY(ARRAY(SELECT ctid FROM %s WHERE tenant_id = $1 LIMIT $2))',
                     held.name, held.name) USING tenant, most;
      GET DIAGNOSTICS gone = ROW_COUNT;
      IF gone > 0 THEN
        counts := counts || jsonb_build_object(held.name, gone + coalesce((counts ->> held.name)::bigint, 0));
      END IF;
      -- Also when it looks like all: a row that another transaction changed in this moment was passed by.
      left_over := left_over OR gone > 0;
    EXCEPTION WHEN foreign_key_violation THEN
      -- Another table points at these rows: its turn comes first.
      left_over := true;
    END;
  END LOOP;
  -- Nothing was found any more: the whole is gone, and nobody can write for it after this.
  IF NOT left_over THEN
    DELETE FROM identity.memberships m WHERE m.tenant_id = tenant;
    GET DIAGNOSTICS gone = ROW_COUNT;
    counts := counts || jsonb_build_object('identity.memberships', gone);
    DELETE FROM identity.accounts a WHERE a.id = ANY(alone);
    GET DIAGNOSTICS gone = ROW_COUNT;
    counts := counts || jsonb_build_object('identity.accounts', gone, 'identity.tenants', 1);
    DELETE FROM identity.tenants t WHERE t.id = tenant;
  END IF;
  UPDATE identity.erasures e
     SET removed = (SELECT coalesce(jsonb_object_agg(k, coalesce((e.removed ->> k)::bigint, 0) + coalesce((counts ->> k)::bigint, 0)), '{}')
                      FROM (SELECT jsonb_object_keys(e.removed || counts) AS k) names),
         erased_at = now()
   WHERE e.erased_id = tenant;
  RETURN QUERY SELECT e.removed, NOT left_over FROM identity.erasures e WHERE e.erased_id = tenant;
END
$$;
REVOKE ALL ON FUNCTION identity.erase_tenant(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.erase_tenant(uuid, integer) TO identity;
