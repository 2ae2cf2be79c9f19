-- How far rights go, what is lent, what was approved and by whom.
ALTER TABLE "roles" ADD COLUMN "terms" TEXT NOT NULL DEFAULT '{}';
ALTER TABLE "roles" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "staff" ADD COLUMN "pin_set_at" INTEGER;
ALTER TABLE "staff" ADD COLUMN "badge_key" TEXT;
CREATE TABLE "delegations" (
  "id" TEXT NOT NULL,
  "from_id" TEXT NOT NULL,
  "to_id" TEXT NOT NULL,
  "permissions" TEXT NOT NULL,
  "location_id" TEXT,
  "starts_at" INTEGER NOT NULL,
  "ends_at" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "delegations_by_to_id" ON "delegations" ("to_id");
CREATE TABLE "approval_policies" (
  "permission" TEXT NOT NULL,
  "second_person" INTEGER NOT NULL,
  "pin_up_to" INTEGER,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("permission")
) STRICT, WITHOUT ROWID;
CREATE TABLE "approvals" (
  "id" TEXT NOT NULL,
  "command" TEXT NOT NULL,
  "args" TEXT NOT NULL,
  "bound" TEXT NOT NULL,
  "permission" TEXT NOT NULL,
  "value" INTEGER,
  "location_id" TEXT,
  "summary" TEXT NOT NULL,
  "asked_by_id" TEXT NOT NULL,
  "asked_by_name" TEXT NOT NULL,
  "asked_at" INTEGER NOT NULL,
  "expires_at" INTEGER NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('asked', 'approved', 'declined')),
  "decided_by_id" TEXT,
  "decided_by_name" TEXT,
  "decided_at" INTEGER,
  "note" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "approvals_by_status" ON "approvals" ("status");
CREATE TABLE "approval_uses" (
  "approval_id" TEXT NOT NULL,
  "mutation_id" TEXT NOT NULL,
  "command" TEXT NOT NULL,
  "how" TEXT NOT NULL CHECK ("how" IN ('asked', 'pin', 'badge')),
  "actor_id" TEXT NOT NULL,
  "approver_id" TEXT NOT NULL,
  "approver_name" TEXT NOT NULL,
  "used_at" INTEGER NOT NULL,
  PRIMARY KEY ("approval_id")
) STRICT, WITHOUT ROWID;
