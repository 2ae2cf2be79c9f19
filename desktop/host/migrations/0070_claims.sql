-- What was wrong with goods of an order that had left, and what its customer got for them.
CREATE TABLE "claims" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "reason" TEXT NOT NULL CHECK ("reason" IN ('damaged', 'lost', 'wrong-item', 'missing')),
  "remedy" TEXT NOT NULL CHECK ("remedy" IN ('replacement', 'refund', 'store-credit')),
  "lines" TEXT NOT NULL,
  "units" INTEGER NOT NULL,
  "worth" INTEGER NOT NULL,
  "goods_back" TEXT NOT NULL CHECK ("goods_back" IN ('none', 'awaited', 'received')),
  "replacement_id" TEXT,
  "return_id" TEXT,
  "note" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  "received_at" INTEGER,
  "received_by" TEXT,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "claims_by_order_id" ON "claims" ("order_id");
CREATE INDEX "claims_by_replacement_id" ON "claims" ("replacement_id");
