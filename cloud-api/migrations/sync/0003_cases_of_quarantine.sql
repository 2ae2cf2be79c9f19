-- What was put aside before there were cases becomes one each.
ALTER TABLE "sync_quarantine" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "quarantine_cases" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "quarantine_cases"
  ("tenant_id", "id", "name", "version", "args", "reason", "message", "device_id", "actor_id", "actor_name",
   "occurred_at", "received_at", "status")
SELECT "tenant_id", "mutation_id", left(coalesce("payload" ->> 'name', ''), 200),
  CASE WHEN "payload" ->> 'version' ~ '^[0-9]{1,6}$' THEN ("payload" ->> 'version')::bigint ELSE 0 END,
  CASE WHEN length("payload" ->> 'args') <= 32768 THEN "payload" -> 'args' END,
  "reason", '', "device_id",
  CASE WHEN "payload" ->> 'actorId' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN ("payload" ->> 'actorId')::uuid END,
  left(coalesce("payload" ->> 'actorName', ''), 200),
  CASE WHEN "payload" ->> 'occurredAt' ~ '^[0-9]{1,13}$' AND ("payload" ->> 'occurredAt')::bigint <= 7258118400000
    THEN to_timestamp(("payload" ->> 'occurredAt')::bigint / 1000.0) END,
  "received_at", CASE WHEN "reviewed" THEN 'dismissed' ELSE 'open' END
FROM "sync_quarantine" ON CONFLICT DO NOTHING;
