-- Invoices and credit notes, numbered by the register that issues them.
CREATE TABLE "invoices" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('invoice', 'credit-note')),
  "order_id" TEXT NOT NULL,
  "register_id" TEXT NOT NULL,
  "generation" INTEGER NOT NULL,
  "year" INTEGER NOT NULL,
  "sequence" INTEGER NOT NULL,
  "number" TEXT NOT NULL,
  "credited_id" TEXT,
  "currency" TEXT NOT NULL,
  "net" INTEGER NOT NULL,
  "tax" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "document" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "issued_at" INTEGER NOT NULL,
  "business_date" TEXT NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "invoices_by_register_id_generation_year_sequence" ON "invoices" ("register_id", "generation", "year", "sequence");
CREATE INDEX "invoices_by_order_id" ON "invoices" ("order_id");
CREATE INDEX "invoices_by_issued_at" ON "invoices" ("issued_at");
CREATE TABLE "invoice_counters" (
  "register_id" TEXT NOT NULL,
  "generation" INTEGER NOT NULL,
  "year" INTEGER NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('invoice', 'credit-note')),
  "last_sequence" INTEGER NOT NULL,
  PRIMARY KEY ("register_id", "generation", "year", "kind")
) STRICT, WITHOUT ROWID;
-- Flags may say of an order that two desks invoiced it. A check of a column is changed by making its table anew.
CREATE TABLE "order_flags_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "code" TEXT NOT NULL CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice')),
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
