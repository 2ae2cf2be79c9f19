-- Baskets of shoppers stay in the cloud; the table is here as all others are.
CREATE TABLE "carts" (
  "shopper_id" TEXT NOT NULL,
  "store_id" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "lines" TEXT NOT NULL,
  "coupons" TEXT NOT NULL,
  "revision" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("shopper_id", "store_id")
) STRICT, WITHOUT ROWID;
