-- Promotions as data, what each took off a line, and the rules of the codes that a store prints itself.

CREATE TABLE "promotions" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('live', 'paused', 'ended')),
  "rule" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "updated_by" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "order_discounts" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "promotion_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "placed_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "order_discounts_by_order_id" ON "order_discounts" ("order_id");
CREATE INDEX "order_discounts_by_promotion_id" ON "order_discounts" ("promotion_id");
CREATE TABLE "barcode_rules" (
  "id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "pattern" TEXT NOT NULL,
  "means" TEXT NOT NULL CHECK ("means" IN ('weight', 'price', 'count')),
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
