-- When people of the staff came and went.
CREATE TABLE "punches" (
  "id" TEXT NOT NULL,
  "staff_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('in', 'break', 'back', 'out', 'void')),
  "at" INTEGER NOT NULL,
  "location_id" TEXT,
  "replaces_id" TEXT,
  "reason" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "recorded_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "punches_by_staff_id_at" ON "punches" ("staff_id", "at");
