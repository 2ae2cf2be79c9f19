-- Any number of stores a tenant: the settings there are become the main store, and a location may name another.
ALTER TABLE "store_settings" ADD COLUMN "main" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "store_settings" ADD COLUMN "locale" TEXT NOT NULL DEFAULT 'en-GB';
ALTER TABLE "store_settings" ADD COLUMN "currencies" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "store_settings" ADD COLUMN "price_list_id" TEXT;
ALTER TABLE "store_settings" ADD COLUMN "taxes" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "store_settings" ADD COLUMN "theme" TEXT;
ALTER TABLE "store_settings" ADD COLUMN "closed_at" INTEGER;
ALTER TABLE "store_settings" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1;
UPDATE "store_settings" SET "main" = 1;
ALTER TABLE "locations" ADD COLUMN "store_id" TEXT;
CREATE TABLE "store_domains" (
  "domain" TEXT NOT NULL,
  "store_id" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  PRIMARY KEY ("domain")
) STRICT, WITHOUT ROWID;

-- Sums are of one currency: the lists that are summed carry it, so that the index alone answers.
DROP INDEX orders_days;
DROP INDEX orders_list;
DROP INDEX orders_to_ship;
DROP INDEX orders_unpaid;
DROP INDEX orders_returns;
CREATE INDEX orders_days ON orders (business_date, business_hour, channel, register_id, status, total, currency);
CREATE INDEX orders_list ON orders (placed_at, total, currency);
CREATE INDEX orders_to_ship ON orders (placed_at, total, currency) WHERE fulfilment_status = 'to-pick' AND status <> 'cancelled';
CREATE INDEX orders_unpaid ON orders (placed_at, total, currency) WHERE payment_status IN ('unpaid', 'part-paid') AND status <> 'cancelled';
CREATE INDEX orders_returns ON orders (placed_at, total, currency) WHERE kind = 'return';
