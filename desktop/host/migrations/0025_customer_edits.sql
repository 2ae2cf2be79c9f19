-- Who changed a field of a customer last; what stood there before is not kept beside it.
CREATE TABLE "field_edits_next" (
  "subject" TEXT NOT NULL CHECK ("subject" IN ('product', 'variant', 'price', 'customer')),
  "subject_id" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "before" TEXT NOT NULL,
  "edited_by" TEXT NOT NULL,
  "device_id" TEXT NOT NULL,
  "edited_at" INTEGER NOT NULL,
  PRIMARY KEY ("subject_id", "field")
) STRICT, WITHOUT ROWID;
INSERT INTO "field_edits_next" ("subject", "subject_id", "field", "before", "edited_by", "device_id", "edited_at")
SELECT "subject", "subject_id", "field", "before", "edited_by", "device_id", "edited_at" FROM "field_edits";
DROP TABLE "field_edits";
ALTER TABLE "field_edits_next" RENAME TO "field_edits";
