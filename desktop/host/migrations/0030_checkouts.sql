-- Checkouts of shoppers stay in the cloud, as does what providers are to pay back; what delivery costs is here as well.
CREATE TABLE "checkouts" (
  "id" TEXT NOT NULL,
  "store_id" TEXT,
  "currency" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('open', 'paying', 'placed', 'ended')),
  "secret_hashes" TEXT NOT NULL,
  "lines" TEXT NOT NULL,
  "coupons" TEXT NOT NULL,
  "coupons_seen" TEXT NOT NULL,
  "contact" TEXT,
  "delivery" TEXT,
  "shipping_option_id" TEXT,
  "shipping_seen" INTEGER,
  "attempt_id" TEXT,
  "problem" TEXT,
  "order_id" TEXT,
  "order_number" TEXT,
  "token_hashes" TEXT NOT NULL,
  "letter_at" INTEGER,
  "letter_tries" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "checkouts_by_order_id" ON "checkouts" ("order_id");
CREATE INDEX "checkouts_by_status_updated_at" ON "checkouts" ("status", "updated_at");
CREATE TABLE "checkout_attempts" (
  "id" TEXT NOT NULL,
  "checkout_id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('held', 'asked', 'action', 'returning', 'placed', 'done', 'declined', 'returned')),
  "method_id" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "return_url" TEXT NOT NULL,
  "frozen" TEXT NOT NULL,
  "action_url" TEXT,
  "captured" INTEGER NOT NULL,
  "why" TEXT NOT NULL,
  "tries" INTEGER NOT NULL,
  "next_at" INTEGER,
  "held_until" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "checkout_attempts_by_checkout_id" ON "checkout_attempts" ("checkout_id");
CREATE INDEX "checkout_attempts_by_order_id" ON "checkout_attempts" ("order_id");
CREATE INDEX "checkout_attempts_by_next_at" ON "checkout_attempts" ("next_at");
CREATE TABLE "provider_refunds" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "sale_id" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('asked', 'done', 'refused')),
  "problem" TEXT NOT NULL,
  "tries" INTEGER NOT NULL,
  "next_at" INTEGER,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "provider_refunds_by_order_id" ON "provider_refunds" ("order_id");
CREATE INDEX "provider_refunds_by_next_at" ON "provider_refunds" ("next_at");
CREATE TABLE "shipping_zones" (
  "id" TEXT NOT NULL,
  "store_id" TEXT,
  "name" TEXT NOT NULL,
  "places" TEXT NOT NULL,
  "rates" TEXT NOT NULL,
  "active" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "pick_up_points" (
  "location_id" TEXT NOT NULL,
  "hint" TEXT NOT NULL,
  "ready_in" INTEGER NOT NULL,
  "active" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("location_id")
) STRICT, WITHOUT ROWID;
-- Tenders may be of a payment provider, flags and tasks about what it did. A check of a column is changed by making its table anew.
CREATE TABLE "tenders_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('cash', 'card', 'test', 'historical', 'gift-card', 'store-credit', 'online')),
  "amount" INTEGER NOT NULL,
  "given" INTEGER NOT NULL,
  "change" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "original_tender_id" TEXT,
  "card" TEXT,
  "placed_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "tenders_next" ("id", "order_id", "kind", "amount", "given", "change", "currency", "reference", "original_tender_id", "card", "placed_at", "month")
SELECT "id", "order_id", "kind", "amount", "given", "change", "currency", "reference", "original_tender_id", "card", "placed_at", "month" FROM "tenders";
DROP TABLE "tenders";
ALTER TABLE "tenders_next" RENAME TO "tenders";
CREATE INDEX "tenders_by_order_id" ON "tenders" ("order_id");
CREATE INDEX "tenders_by_original_tender_id" ON "tenders" ("original_tender_id");
CREATE TABLE "order_flags_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "code" TEXT NOT NULL CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused')),
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
CREATE TABLE "stock_tasks_next" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('oversold', 'unknown-item', 'over-received', 'stock-not-moved', 'payment-returned')),
  "location_id" TEXT NOT NULL,
  "variant_id" TEXT,
  "document_id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "details" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('open', 'done')),
  "created_at" INTEGER NOT NULL,
  "done_at" INTEGER,
  "done_by" TEXT,
  "note" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "stock_tasks_next" ("id", "kind", "location_id", "variant_id", "document_id", "title", "details", "status", "created_at", "done_at", "done_by", "note")
SELECT "id", "kind", "location_id", "variant_id", "document_id", "title", "details", "status", "created_at", "done_at", "done_by", "note" FROM "stock_tasks";
DROP TABLE "stock_tasks";
ALTER TABLE "stock_tasks_next" RENAME TO "stock_tasks";
CREATE INDEX "stock_tasks_by_status_created_at" ON "stock_tasks" ("status", "created_at");
