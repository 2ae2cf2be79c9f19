-- A month on all that a desk holds for some months only, and what moved in each: shapes go by it.
-- The owner of the tables is under their row-level security too, and has no tenant here.
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "order_lines" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "tenders" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "order_flags" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "receipts" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "stock_movements" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "store_settings" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "orders" ADD COLUMN "month" text;
UPDATE "orders" SET "month" = to_char("business_date", 'YYYY-MM');
ALTER TABLE "orders" ALTER COLUMN "month" SET NOT NULL;
ALTER TABLE "order_lines" ADD COLUMN "month" text;
UPDATE "order_lines" SET "month" = to_char("business_date", 'YYYY-MM');
ALTER TABLE "order_lines" ALTER COLUMN "month" SET NOT NULL;
ALTER TABLE "tenders" ADD COLUMN "month" text;
UPDATE "tenders" t SET "month" = coalesce(
  (SELECT o."month" FROM "orders" o WHERE o."tenant_id" = t."tenant_id" AND o."id" = t."order_id"), to_char("placed_at" AT TIME ZONE 'UTC', 'YYYY-MM'));
ALTER TABLE "tenders" ALTER COLUMN "month" SET NOT NULL;
ALTER TABLE "order_flags" ADD COLUMN "month" text;
UPDATE "order_flags" f SET "month" = coalesce(
  (SELECT o."month" FROM "orders" o WHERE o."tenant_id" = f."tenant_id" AND o."id" = f."order_id"), to_char("placed_at" AT TIME ZONE 'UTC', 'YYYY-MM'));
ALTER TABLE "order_flags" ALTER COLUMN "month" SET NOT NULL;
ALTER TABLE "receipts" ADD COLUMN "month" text;
UPDATE "receipts" r SET "month" = coalesce(
  (SELECT o."month" FROM "orders" o WHERE o."tenant_id" = r."tenant_id" AND o."id" = r."order_id"), to_char("placed_at" AT TIME ZONE 'UTC', 'YYYY-MM'));
ALTER TABLE "receipts" ALTER COLUMN "month" SET NOT NULL;
ALTER TABLE "stock_movements" ADD COLUMN "month" text;
UPDATE "stock_movements" m SET "month" = to_char("occurred_at" AT TIME ZONE coalesce(
  (SELECT s."time_zone" FROM "store_settings" s WHERE s."tenant_id" = m."tenant_id" ORDER BY s."id" LIMIT 1), 'UTC'), 'YYYY-MM');
ALTER TABLE "stock_movements" ALTER COLUMN "month" SET NOT NULL;
CREATE TABLE "stock_periods" (
  "tenant_id" uuid NOT NULL,
  "variant_id" uuid NOT NULL,
  "location_id" uuid NOT NULL,
  "month" text COLLATE "C" NOT NULL,
  "on_hand" bigint NOT NULL,
  "committed" bigint NOT NULL,
  "reserved" bigint NOT NULL,
  "damaged" bigint NOT NULL,
  "safety" bigint NOT NULL,
  "quality_control" bigint NOT NULL,
  "incoming" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "variant_id", "location_id", "month")
);
INSERT INTO "stock_periods"
SELECT "tenant_id", "variant_id", "location_id", "month", sum("on_hand"), sum("committed"), sum("reserved"), sum("damaged"),
  sum("safety"), sum("quality_control"), sum("incoming")
FROM "stock_movements" GROUP BY "tenant_id", "variant_id", "location_id", "month";
-- How many months of orders and movements the device holds; null: as its kind has it.
ALTER TABLE "devices" ADD COLUMN "months" bigint;
