-- The platform's own people: another realm than any tenant's, with a database role of its own.
CREATE SCHEMA operator;

CREATE TABLE operator.operators (
  id uuid PRIMARY KEY,
  -- lower case
  email text NOT NULL UNIQUE,
  name text NOT NULL,
  password_hash text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'left')),
  created_at timestamptz(3) NOT NULL
);

CREATE TABLE operator.sessions (
  token_hash text PRIMARY KEY,
  operator_id uuid NOT NULL REFERENCES operator.operators (id),
  created_at timestamptz(3) NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);

-- An operator looks into a tenant: asked for, consented to by an owner, for a time, and ended by either.
CREATE TABLE operator.visits (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES identity.tenants (id),
  operator_id uuid NOT NULL REFERENCES operator.operators (id),
  operator_name text NOT NULL,
  reason text NOT NULL,
  minutes integer NOT NULL CHECK (minutes BETWEEN 1 AND 480),
  may_write boolean NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  -- an owner's answer
  answered_at timestamptz(3),
  answered_by uuid,
  answered_by_name text,
  ends_at timestamptz(3),
  ended_at timestamptz(3),
  ended_by text,
  token_hash text UNIQUE
);
CREATE INDEX visits_by_tenant_id ON operator.visits (tenant_id, asked_at DESC);

-- What operators did to the platform itself; what they do to a tenant is in that tenant's audit too.
CREATE TABLE operator.acts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  operator_id uuid NOT NULL,
  operator_name text NOT NULL,
  action text NOT NULL,
  -- a tenant, where it was about one
  about uuid,
  details jsonb NOT NULL,
  at timestamptz(3) NOT NULL
);

-- Services let a visiting operator in before they know the tenant; they see this one visit and no more.
CREATE FUNCTION operator.find_visit(hash text, at timestamptz)
RETURNS TABLE (id uuid, tenant_id uuid, operator_id uuid, operator_name text, may_write boolean, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
  SELECT v.id, v.tenant_id, v.operator_id, v.operator_name, v.may_write, v.ends_at
    FROM operator.visits v JOIN operator.operators o ON o.id = v.operator_id
   WHERE v.token_hash = hash AND v.ended_at IS NULL AND v.ends_at > at AND o.status = 'active'
$$;
REVOKE ALL ON FUNCTION operator.find_visit(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operator.find_visit(text, timestamptz) TO app;

-- How a tenant does, in numbers: an operator without a visit sees none of its rows.
CREATE FUNCTION operator.tenant_health(tenant uuid)
RETURNS TABLE (devices bigint, last_seen timestamptz, desks_silent bigint, waiting_events bigint, oldest_event timestamptz,
               unsealed bigint, quarantined bigint, refused_day bigint, outcomes_day bigint, products bigint, orders bigint)
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
         (SELECT count(*) FROM public.orders o WHERE o.tenant_id = tenant)
$$;
REVOKE ALL ON FUNCTION operator.tenant_health(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operator.tenant_health(uuid) TO operator;
