-- How far rights go, what is lent, what was approved and by whom.
ALTER TABLE "roles" ADD COLUMN "terms" jsonb NOT NULL DEFAULT '{}';
ALTER TABLE "roles" ADD COLUMN "revision" bigint NOT NULL DEFAULT 1;
ALTER TABLE "staff" ADD COLUMN "pin_set_at" timestamptz(3);
ALTER TABLE "staff" ADD COLUMN "badge_key" text;
CREATE TABLE "delegations" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "from_id" uuid NOT NULL,
  "to_id" uuid NOT NULL,
  "permissions" jsonb NOT NULL,
  "location_id" uuid,
  "starts_at" timestamptz(3) NOT NULL,
  "ends_at" timestamptz(3) NOT NULL,
  "reason" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "delegations_by_to_id" ON "delegations" ("tenant_id", "to_id");
CREATE TABLE "approval_policies" (
  "tenant_id" uuid NOT NULL,
  "permission" text COLLATE "C" NOT NULL,
  "second_person" boolean NOT NULL,
  "pin_up_to" bigint,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "permission")
);
CREATE TABLE "approvals" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "command" text NOT NULL,
  "args" jsonb NOT NULL,
  "bound" text NOT NULL,
  "permission" text NOT NULL,
  "value" bigint,
  "location_id" uuid,
  "summary" text NOT NULL,
  "asked_by_id" uuid NOT NULL,
  "asked_by_name" text NOT NULL,
  "asked_at" timestamptz(3) NOT NULL,
  "expires_at" timestamptz(3) NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('asked', 'approved', 'declined')),
  "decided_by_id" uuid,
  "decided_by_name" text,
  "decided_at" timestamptz(3),
  "note" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "approvals_by_status" ON "approvals" ("tenant_id", "status");
CREATE TABLE "approval_uses" (
  "tenant_id" uuid NOT NULL,
  "approval_id" uuid NOT NULL,
  "mutation_id" uuid NOT NULL,
  "command" text NOT NULL,
  "how" text NOT NULL CHECK ("how" IN ('asked', 'pin', 'badge')),
  "actor_id" uuid NOT NULL,
  "approver_id" uuid NOT NULL,
  "approver_name" text NOT NULL,
  "used_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "approval_id")
);

-- The roles that come with Tillhouse, brought up to what it has now.
-- The owner of the tables is under their row-level security too, and has no tenant here.
ALTER TABLE "roles" NO FORCE ROW LEVEL SECURITY;
UPDATE "roles" SET "revision" = "revision" + 1, "permissions" = (
  SELECT jsonb_agg(p ORDER BY p COLLATE "C")
  FROM (SELECT jsonb_array_elements_text("permissions") AS p UNION SELECT unnest('{rights.lend,till.variance}'::text[])) AS every
) WHERE "built_in" AND "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002');
UPDATE "roles" SET "terms" = '{"till.discount": {"upTo": 25}, "till.return-over-limit": {"upTo": 25000}}'
  WHERE "built_in" AND "id" = '5d1c0a3e-0b0f-4d5e-9a57-000000000002';
UPDATE "roles" SET "revision" = "revision" + 1, "permissions" = (
  SELECT jsonb_agg(p ORDER BY p COLLATE "C")
  FROM (SELECT jsonb_array_elements_text("permissions") AS p UNION SELECT unnest('{till.discount,till.variance}'::text[])) AS every
), "terms" = '{"till.discount": {"at": "home", "upTo": 10}, "till.return": {"at": "home"}, "till.sell": {"at": "home"}}'
  WHERE "built_in" AND "id" = '5d1c0a3e-0b0f-4d5e-9a57-000000000004';
-- Whoever of a store's own roles closed drawers may go on closing those whose count differs.
UPDATE "roles" SET "permissions" = (
  SELECT jsonb_agg(p ORDER BY p COLLATE "C")
  FROM (SELECT jsonb_array_elements_text("permissions") AS p UNION SELECT 'till.variance') AS every
) WHERE NOT "built_in" AND "permissions" ? 'till.session';
ALTER TABLE "roles" FORCE ROW LEVEL SECURITY;
