-- What a tenant's rows take, measured from time to time; what its files take is counted as they are.
ALTER TABLE identity.tenants
  ADD COLUMN storage_rows bigint NOT NULL DEFAULT 0,
  ADD COLUMN storage_measured_at timestamptz(3),
  -- Whoever measures says so first, so that nobody else does meanwhile
  ADD COLUMN storage_claimed_at timestamptz(3);

-- Bytes of the rows of one table that are a tenant's, as they are kept: compressed, without indexes. One table at a time, so
-- that a big tenant is many short questions. Whatever has a tenant is measured, and nothing else.
CREATE FUNCTION identity.bytes_of(tenant uuid, held oid)
RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
DECLARE
  called text;
  bytes bigint;
BEGIN
  SELECT t.name INTO called FROM identity.tables_of_tenants() t WHERE t.id = held;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'table % has no tenant', held USING ERRCODE = 'invalid_parameter_value';
  END IF;
  EXECUTE format('SELECT coalesce(sum(pg_column_size(t.*)), 0) FROM %s t WHERE tenant_id = $1', called)
    INTO bytes USING tenant;
  RETURN bytes;
END
$$;
REVOKE ALL ON FUNCTION identity.bytes_of(uuid, oid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.bytes_of(uuid, oid) TO identity;

DROP FUNCTION identity.standings();
CREATE FUNCTION identity.standings()
RETURNS TABLE (tenant_id uuid, status text, reason text, since timestamptz, erase_after timestamptz, quotas jsonb, storage bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT t.id, t.status, t.status_reason, t.status_since, t.erase_after, p.quotas || t.quotas,
         t.storage_rows + (SELECT coalesce(sum(x.bytes), 0)::bigint FROM identity.exports x
                            WHERE x.tenant_id = t.id AND x.status = 'ready')
    FROM identity.tenants t JOIN identity.plans p ON p.id = t.plan_id
   WHERE t.status <> 'active' OR t.erase_after IS NOT NULL OR p.quotas || t.quotas <> '{}'
  UNION ALL
  SELECT e.erased_id, 'erased', NULL, e.erased_at, NULL, '{}', 0 FROM identity.erasures e
$$;
REVOKE ALL ON FUNCTION identity.standings() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.standings() TO app;
