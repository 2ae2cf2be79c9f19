-- What the shop itself shows with a product; what was bought together is reckoned in the cloud, and empty here.
CREATE TABLE "product_suggestions" (
  "product_id" TEXT NOT NULL,
  "pinned" TEXT NOT NULL,
  "excluded" TEXT NOT NULL,
  "revision" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("product_id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "product_pairs" (
  "product_id" TEXT NOT NULL,
  "other_id" TEXT NOT NULL,
  "month" TEXT NOT NULL,
  "orders" INTEGER NOT NULL,
  PRIMARY KEY ("product_id", "other_id", "month")
) STRICT, WITHOUT ROWID;
CREATE INDEX "product_pairs_by_month" ON "product_pairs" ("month");
CREATE TABLE "pair_months" (
  "month" TEXT NOT NULL,
  "orders" INTEGER NOT NULL,
  "reckoned_at" INTEGER NOT NULL,
  PRIMARY KEY ("month")
) STRICT, WITHOUT ROWID;
