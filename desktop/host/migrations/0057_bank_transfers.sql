-- Money that arrived at the bank is a kind of tender. A check of a column is changed by making its table anew.
CREATE TABLE "tenders_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('cash', 'card', 'test', 'historical', 'gift-card', 'store-credit', 'online', 'exchange', 'bank')),
  "amount" INTEGER NOT NULL,
  "given" INTEGER NOT NULL,
  "change" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "original_tender_id" TEXT,
  "card" TEXT,
  "share" TEXT,
  "placed_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "tenders_next" ("id", "order_id", "kind", "amount", "given", "change", "currency", "reference", "original_tender_id", "card", "share", "placed_at", "month")
SELECT "id", "order_id", "kind", "amount", "given", "change", "currency", "reference", "original_tender_id", "card", "share", "placed_at", "month" FROM "tenders";
DROP TABLE "tenders";
ALTER TABLE "tenders_next" RENAME TO "tenders";
CREATE INDEX "tenders_by_order_id" ON "tenders" ("order_id");
CREATE INDEX "tenders_by_original_tender_id" ON "tenders" ("original_tender_id");
CREATE INDEX tenders_last4 ON tenders (json_extract(card, '$.last4')) WHERE card IS NOT NULL;
