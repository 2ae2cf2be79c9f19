-- What the cloud put aside, for people to judge at any desk.
CREATE TABLE "quarantine_cases" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "args" TEXT,
  "reason" TEXT NOT NULL,
  "message" TEXT NOT NULL,
  "device_id" TEXT NOT NULL,
  "actor_id" TEXT,
  "actor_name" TEXT NOT NULL,
  "occurred_at" INTEGER,
  "received_at" INTEGER NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('open', 'accepted', 'dismissed')),
  "decided_at" INTEGER,
  "decided_by_id" TEXT,
  "decided_by" TEXT,
  "note" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "quarantine_cases_by_status_received_at" ON "quarantine_cases" ("status", "received_at");
