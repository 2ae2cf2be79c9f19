-- What a person decided about a case, and who wrote a field last, when and on which device.

ALTER TABLE "field_conflicts"
  ADD COLUMN "lost_written_at" timestamptz(3),
  ADD COLUMN "lost_device_id" uuid,
  ADD COLUMN "kept_by" text,
  ADD COLUMN "kept_device_id" uuid,
  ADD COLUMN "resolved_by" text,
  ADD COLUMN "resolution" text;
ALTER TABLE "order_flags"
  ADD COLUMN "resolved_by" text,
  ADD COLUMN "note" text;
ALTER TABLE "stock_tasks" ADD COLUMN "note" text;
CREATE TABLE "field_edits" (
  "tenant_id" uuid NOT NULL,
  "subject" text NOT NULL CHECK ("subject" IN ('product', 'variant', 'price')),
  "subject_id" uuid NOT NULL,
  "field" text COLLATE "C" NOT NULL,
  "before" jsonb NOT NULL,
  "edited_by" text NOT NULL,
  "device_id" uuid NOT NULL,
  "edited_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "subject_id", "field")
);
