-- Which order had a promotion that may be had only so often, and the codes entered in a basket.
CREATE TABLE "promotion_uses" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "promotion_id" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "customer_id" TEXT,
  "device_id" TEXT,
  "placed_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "promotion_uses_by_order_id" ON "promotion_uses" ("order_id");
CREATE INDEX "promotion_uses_by_promotion_id_code" ON "promotion_uses" ("promotion_id", "code");
CREATE INDEX "promotion_uses_by_promotion_id_customer_id" ON "promotion_uses" ("promotion_id", "customer_id");
ALTER TABLE desk_baskets ADD COLUMN coupons TEXT NOT NULL DEFAULT '[]';
