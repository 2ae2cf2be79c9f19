-- What a person decided about a case, and who wrote a field last, when and on which device.

ALTER TABLE "field_conflicts" ADD COLUMN "lost_written_at" INTEGER;
ALTER TABLE "field_conflicts" ADD COLUMN "lost_device_id" TEXT;
ALTER TABLE "field_conflicts" ADD COLUMN "kept_by" TEXT;
ALTER TABLE "field_conflicts" ADD COLUMN "kept_device_id" TEXT;
ALTER TABLE "field_conflicts" ADD COLUMN "resolved_by" TEXT;
ALTER TABLE "field_conflicts" ADD COLUMN "resolution" TEXT;
ALTER TABLE "order_flags" ADD COLUMN "resolved_by" TEXT;
ALTER TABLE "order_flags" ADD COLUMN "note" TEXT;
ALTER TABLE "stock_tasks" ADD COLUMN "note" TEXT;
CREATE TABLE "field_edits" (
  "subject" TEXT NOT NULL CHECK ("subject" IN ('product', 'variant', 'price')),
  "subject_id" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "before" TEXT NOT NULL,
  "edited_by" TEXT NOT NULL,
  "device_id" TEXT NOT NULL,
  "edited_at" INTEGER NOT NULL,
  PRIMARY KEY ("subject_id", "field")
) STRICT, WITHOUT ROWID;
