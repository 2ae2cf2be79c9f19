-- Baskets that were laid aside at a till, for every till of its location.
CREATE TABLE "parked_baskets" (
  "id" TEXT NOT NULL,
  "location_id" TEXT NOT NULL,
  "register_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "customer_id" TEXT,
  "units" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "content" TEXT,
  "parked_by_name" TEXT NOT NULL,
  "parked_at" INTEGER NOT NULL,
  "ended" TEXT CHECK ("ended" IN ('taken', 'discarded')),
  "ended_at" INTEGER,
  "ended_register_id" TEXT,
  "ended_by_name" TEXT,
  "order_id" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "parked_baskets_by_location_id_parked_at" ON "parked_baskets" ("location_id", "parked_at");
-- While it is parked, the row that the other tills know it by; once it is taken up, the row that it was.
ALTER TABLE desk_baskets ADD COLUMN parked_as TEXT;
ALTER TABLE desk_baskets ADD COLUMN taken_from TEXT;
CREATE TABLE "order_flags_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "code" TEXT NOT NULL CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice')),
  "details" TEXT NOT NULL,
  "placed_at" INTEGER NOT NULL,
  "raised_at" INTEGER NOT NULL,
  "resolved_at" INTEGER,
  "resolved_by" TEXT,
  "note" TEXT,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "order_flags_next" ("id", "order_id", "code", "details", "placed_at", "raised_at", "resolved_at", "resolved_by", "note", "month")
SELECT "id", "order_id", "code", "details", "placed_at", "raised_at", "resolved_at", "resolved_by", "note", "month" FROM "order_flags";
DROP TABLE "order_flags";
ALTER TABLE "order_flags_next" RENAME TO "order_flags";
CREATE INDEX "order_flags_by_order_id" ON "order_flags" ("order_id");
CREATE INDEX order_flags_open ON order_flags (order_id) WHERE resolved_at IS NULL;
