-- What an online order promised its buyer and where they are reached, and how each try to pay it went. A column with a check
-- is added by making its table anew.
CREATE TABLE "order_deliveries_next" (
  "order_id" TEXT NOT NULL,
  "recipient" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "country" TEXT,
  "method" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('ship', 'pick-up')),
  "earliest" TEXT,
  "latest" TEXT,
  "email" TEXT,
  "phone" TEXT,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("order_id")
) STRICT, WITHOUT ROWID;
INSERT INTO "order_deliveries_next" ("order_id", "recipient", "address", "country", "method", "kind", "month")
SELECT "order_id", "recipient", "address", "country", "method",
  CASE WHEN "method" LIKE 'Collected at %' THEN 'pick-up' ELSE 'ship' END, "month" FROM "order_deliveries";
DROP TABLE "order_deliveries";
ALTER TABLE "order_deliveries_next" RENAME TO "order_deliveries";
CREATE TABLE "payment_attempts" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "provider" TEXT NOT NULL,
  "method" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('created', 'unknown', 'action', 'authorised', 'captured', 'declined', 'released', 'refunded')),
  "amount" INTEGER NOT NULL,
  "captured" INTEGER NOT NULL,
  "refunded" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "problem" TEXT NOT NULL,
  "started_at" INTEGER NOT NULL,
  "changed_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "payment_attempts_by_order_id" ON "payment_attempts" ("order_id");
