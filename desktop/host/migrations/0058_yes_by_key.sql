-- A security key says yes as a PIN and a badge do. A check of a column is changed by making its table anew.
CREATE TABLE "approval_uses_next" (
  "approval_id" TEXT NOT NULL,
  "mutation_id" TEXT NOT NULL,
  "command" TEXT NOT NULL,
  "how" TEXT NOT NULL CHECK ("how" IN ('asked', 'pin', 'badge', 'key')),
  "actor_id" TEXT NOT NULL,
  "approver_id" TEXT NOT NULL,
  "approver_name" TEXT NOT NULL,
  "used_at" INTEGER NOT NULL,
  PRIMARY KEY ("approval_id")
) STRICT, WITHOUT ROWID;
INSERT INTO "approval_uses_next" ("approval_id", "mutation_id", "command", "how", "actor_id", "approver_id", "approver_name", "used_at")
SELECT "approval_id", "mutation_id", "command", "how", "actor_id", "approver_id", "approver_name", "used_at" FROM "approval_uses";
DROP TABLE "approval_uses";
ALTER TABLE "approval_uses_next" RENAME TO "approval_uses";
