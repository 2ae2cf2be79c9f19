-- Receipts that are sent to somebody as a letter; the cloud sends them.
CREATE TABLE "receipt_letters" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "sent_to" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('waiting', 'sent', 'failed')),
  "tries" INTEGER NOT NULL,
  "next_at" INTEGER,
  "sent_at" INTEGER,
  "actor_name" TEXT NOT NULL,
  "asked_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "receipt_letters_by_order_id" ON "receipt_letters" ("order_id");
