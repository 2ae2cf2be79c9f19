-- A month on all that a desk holds for some months only; the cloud's rows come again with theirs.
ALTER TABLE "orders" ADD COLUMN "month" TEXT NOT NULL DEFAULT '';
UPDATE "orders" SET "month" = substr("business_date", 1, 7);
ALTER TABLE "order_lines" ADD COLUMN "month" TEXT NOT NULL DEFAULT '';
UPDATE "order_lines" SET "month" = substr("business_date", 1, 7);
ALTER TABLE "tenders" ADD COLUMN "month" TEXT NOT NULL DEFAULT '';
UPDATE "tenders" SET "month" = coalesce((SELECT o."month" FROM "orders" o WHERE o."id" = "order_id"), '');
ALTER TABLE "order_flags" ADD COLUMN "month" TEXT NOT NULL DEFAULT '';
UPDATE "order_flags" SET "month" = coalesce((SELECT o."month" FROM "orders" o WHERE o."id" = "order_id"), '');
ALTER TABLE "receipts" ADD COLUMN "month" TEXT NOT NULL DEFAULT '';
UPDATE "receipts" SET "month" = coalesce((SELECT o."month" FROM "orders" o WHERE o."id" = "order_id"), '');
ALTER TABLE "stock_movements" ADD COLUMN "month" TEXT NOT NULL DEFAULT '';
UPDATE "stock_movements" SET "month" = strftime('%Y-%m', "occurred_at" / 1000, 'unixepoch');
CREATE TABLE "stock_periods" (
  "variant_id" TEXT NOT NULL,
  "location_id" TEXT NOT NULL,
  "month" TEXT NOT NULL,
  "on_hand" INTEGER NOT NULL,
  "committed" INTEGER NOT NULL,
  "reserved" INTEGER NOT NULL,
  "damaged" INTEGER NOT NULL,
  "safety" INTEGER NOT NULL,
  "quality_control" INTEGER NOT NULL,
  "incoming" INTEGER NOT NULL,
  PRIMARY KEY ("variant_id", "location_id", "month")
) STRICT, WITHOUT ROWID;
INSERT INTO "stock_periods"
SELECT "variant_id", "location_id", "month", sum("on_hand"), sum("committed"), sum("reserved"), sum("damaged"),
  sum("safety"), sum("quality_control"), sum("incoming")
FROM "stock_movements" GROUP BY "variant_id", "location_id", "month";
ALTER TABLE "devices" ADD COLUMN "months" INTEGER;
