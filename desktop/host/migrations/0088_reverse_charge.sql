-- Firms of other members of the EU that account for the tax themselves, by the VAT number that they gave.
ALTER TABLE "tax_zones" ADD COLUMN "reverse_charge" TEXT;
ALTER TABLE "checkouts" ADD COLUMN "vat_answer" TEXT;
ALTER TABLE "order_deliveries" ADD COLUMN "vat_evidence" TEXT;
CREATE TABLE "order_flags_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "code" TEXT NOT NULL CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice', 'payment-disputed', 'serial-twice', 'layaway-twice', 'tax-own-rates', 'tax-refused', 'vat-unchecked')),
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
