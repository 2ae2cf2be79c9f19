-- Returns say why, in what condition and where the goods went, keep a fee and name the payment they give back; what
-- becomes of an order after it was placed is kept with what stood before and after.
ALTER TABLE "orders" ADD COLUMN "fee_total" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "tenders" ADD COLUMN "original_tender_id" TEXT;
CREATE INDEX "tenders_by_original_tender_id" ON "tenders" ("original_tender_id");
CREATE TABLE "returned_lines" (
  "line_id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "reason" TEXT NOT NULL CHECK ("reason" IN ('changed-mind', 'faulty', 'damaged', 'wrong-item', 'not-as-described', 'late', 'other')),
  "condition" TEXT NOT NULL CHECK ("condition" IN ('sealed', 'like-new', 'used', 'damaged')),
  "restock" TEXT NOT NULL CHECK ("restock" IN ('available', 'damaged', 'none')),
  "placed_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("line_id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "returned_lines_by_order_id" ON "returned_lines" ("order_id");
CREATE TABLE "order_changes" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('note', 'fulfilled', 'cancelled', 'refunded')),
  "before" TEXT NOT NULL,
  "after" TEXT NOT NULL,
  "note" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "order_changes_by_order_id_occurred_at" ON "order_changes" ("order_id", "occurred_at");
