-- When people of the staff came and went.
CREATE TABLE "punches" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "staff_id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('in', 'break', 'back', 'out', 'void')),
  "at" timestamptz(3) NOT NULL,
  "location_id" uuid,
  "replaces_id" uuid,
  "reason" text NOT NULL,
  "actor_id" uuid NOT NULL,
  "actor_name" text NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "punches_by_staff_id_at" ON "punches" ("tenant_id", "staff_id", "at");
