-- Written from sync/protocol/tables.ts; a test holds both equal.
CREATE TABLE "sync_clients" (
  "tenant_id" uuid NOT NULL,
  "client_id" uuid NOT NULL,
  "device_id" uuid NOT NULL,
  "last_seq" bigint NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "seen_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "client_id")
);
CREATE TABLE "sync_outcomes" (
  "tenant_id" uuid NOT NULL,
  "client_id" uuid NOT NULL,
  "seq" bigint NOT NULL,
  "device_id" uuid NOT NULL,
  "mutation_id" uuid NOT NULL,
  "name" text NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('applied', 'refused', 'quarantined')),
  "code" text,
  "message" text,
  "details" jsonb,
  "recorded_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "client_id", "seq"),
  UNIQUE ("tenant_id", "mutation_id")
);
CREATE INDEX "sync_outcomes_by_device_id" ON "sync_outcomes" ("tenant_id", "device_id");
CREATE TABLE "sync_quarantine" (
  "tenant_id" uuid NOT NULL,
  "mutation_id" uuid NOT NULL,
  "client_id" uuid NOT NULL,
  "device_id" uuid NOT NULL,
  "reason" text NOT NULL,
  "payload" jsonb NOT NULL,
  "received_at" timestamptz(3) NOT NULL,
  "reviewed" boolean NOT NULL,
  PRIMARY KEY ("tenant_id", "mutation_id")
);
