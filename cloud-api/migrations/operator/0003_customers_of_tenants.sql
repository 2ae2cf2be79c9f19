-- How many customers a tenant has, beside what its plan has room for.
DROP FUNCTION operator.tenant_health(uuid);
CREATE FUNCTION operator.tenant_health(tenant uuid)
RETURNS TABLE (devices bigint, last_seen timestamptz, desks_silent bigint, waiting_events bigint, oldest_event timestamptz,
               unsealed bigint, quarantined bigint, refused_day bigint, outcomes_day bigint, products bigint, customers bigint,
               orders bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT (SELECT count(*) FROM public.devices d WHERE d.tenant_id = tenant AND d.status = 'enrolled'),
         (SELECT max(c.seen_at) FROM public.sync_clients c WHERE c.tenant_id = tenant),
         (SELECT count(*) FROM public.devices d WHERE d.tenant_id = tenant AND d.status = 'enrolled' AND NOT EXISTS (
            SELECT 1 FROM public.sync_clients c WHERE c.tenant_id = tenant AND c.device_id = d.id
               AND c.seen_at > now() - interval '1 day')),
         (SELECT count(*) FROM events.outbox e WHERE e.tenant_id = tenant AND e.published_at IS NULL),
         (SELECT min(e.recorded_at) FROM events.outbox e WHERE e.tenant_id = tenant AND e.published_at IS NULL),
         (SELECT count(*) FROM audit.entries a WHERE a.tenant_id = tenant AND a.position IS NULL),
         (SELECT count(*) FROM public.sync_quarantine q WHERE q.tenant_id = tenant AND NOT q.reviewed),
         (SELECT count(*) FROM public.sync_outcomes o WHERE o.tenant_id = tenant AND o.status = 'refused'
             AND o.recorded_at > now() - interval '1 day'),
         (SELECT count(*) FROM public.sync_outcomes o WHERE o.tenant_id = tenant
             AND o.recorded_at > now() - interval '1 day'),
         (SELECT count(*) FROM public.products p WHERE p.tenant_id = tenant),
         (SELECT count(*) FROM public.customers c WHERE c.tenant_id = tenant AND c.status <> 'archived'),
         (SELECT count(*) FROM public.orders o WHERE o.tenant_id = tenant)
$$;
REVOKE ALL ON FUNCTION operator.tenant_health(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operator.tenant_health(uuid) TO operator;
