-- Who asks to be forgotten is, in the transaction that says so: what their key sealed opens nowhere any more. Held to the
-- tenant of that transaction; the services read no keys.
CREATE FUNCTION keys.forget_persons(persons uuid[], at timestamptz)
RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  INSERT INTO keys.person_keys AS k (tenant_id, person_id, version, wrapped, made_at, destroyed_at)
  SELECT current_setting('app.tenant_id')::uuid, p, 0, NULL, at, at FROM unnest(persons) AS p
   WHERE p <> current_setting('app.tenant_id')::uuid
  ON CONFLICT (tenant_id, person_id) DO UPDATE SET wrapped = NULL, destroyed_at = at WHERE k.wrapped IS NOT NULL;
$$;
REVOKE ALL ON FUNCTION keys.forget_persons(uuid[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keys.forget_persons(uuid[], timestamptz) TO app;
