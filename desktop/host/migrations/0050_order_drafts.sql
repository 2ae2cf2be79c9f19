-- Orders that are being put together, and quotes.
CREATE TABLE "order_drafts" (
  "id" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('open', 'placing', 'ordered', 'discarded')),
  "store_id" TEXT,
  "customer_id" TEXT,
  "customer_name" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "valid_until" TEXT,
  "discount" TEXT,
  "note" TEXT NOT NULL,
  "frozen" TEXT NOT NULL,
  "total" INTEGER NOT NULL,
  "order_id" TEXT,
  "actor_name" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "mutation_id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "order_drafts_by_status_updated_at" ON "order_drafts" ("status", "updated_at");
CREATE INDEX "order_drafts_by_customer_id" ON "order_drafts" ("customer_id");
CREATE INDEX "order_drafts_by_order_id" ON "order_drafts" ("order_id");
