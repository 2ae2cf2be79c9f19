-- Shoppers who asked to be told that goods are back: the cloud's alone, and empty here.
CREATE TABLE "stock_notices" (
  "id" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "store_id" TEXT,
  "email" TEXT,
  "address_index" TEXT NOT NULL,
  "page" TEXT NOT NULL,
  "asked_at" INTEGER NOT NULL,
  "next_at" INTEGER,
  "tries" INTEGER NOT NULL,
  "sent_at" INTEGER,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "stock_notices_by_variant_id" ON "stock_notices" ("variant_id");
CREATE INDEX "stock_notices_by_address_index" ON "stock_notices" ("address_index");
