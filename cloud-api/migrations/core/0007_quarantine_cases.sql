-- What was put aside, for people to judge, at every desk; and the right to decide it for the built-in roles that run a shop.
CREATE TABLE "quarantine_cases" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "version" bigint NOT NULL,
  "args" jsonb,
  "reason" text NOT NULL,
  "message" text NOT NULL,
  "device_id" uuid NOT NULL,
  "actor_id" uuid,
  "actor_name" text NOT NULL,
  "occurred_at" timestamptz(3),
  "received_at" timestamptz(3) NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('open', 'accepted', 'dismissed')),
  "decided_at" timestamptz(3),
  "decided_by_id" uuid,
  "decided_by" text,
  "note" text,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "quarantine_cases_by_status_received_at" ON "quarantine_cases" ("tenant_id", "status", "received_at");

-- The owner of the tables is under their row-level security too, and has no tenant here.
ALTER TABLE "roles" NO FORCE ROW LEVEL SECURITY;
UPDATE "roles" SET "permissions" = (
  SELECT jsonb_agg(p ORDER BY p COLLATE "C")
  FROM (SELECT jsonb_array_elements_text("permissions") AS p UNION SELECT 'quarantine.review') AS every
) WHERE "built_in" AND "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002');
