-- Points of customers: the programme, who has how many, and each line that moved them.
CREATE TABLE "loyalty_programmes" (
  "id" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('running', 'stopped')),
  "currency" TEXT NOT NULL,
  "point_value" INTEGER NOT NULL,
  "points_per_unit" INTEGER NOT NULL,
  "redeem_from" INTEGER NOT NULL,
  "offline_points" INTEGER NOT NULL,
  "months_good" INTEGER NOT NULL,
  "tiers" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "point_accounts" (
  "id" TEXT NOT NULL,
  "balance" INTEGER NOT NULL,
  "opened_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "point_movements" (
  "id" TEXT NOT NULL,
  "customer_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('earned', 'taken-back', 'redeemed', 'given', 'taken', 'expired')),
  "points" INTEGER NOT NULL,
  "order_id" TEXT,
  "reason" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "device_id" TEXT,
  "occurred_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "point_movements_by_customer_id_occurred_at" ON "point_movements" ("customer_id", "occurred_at");
CREATE INDEX "point_movements_by_order_id" ON "point_movements" ("order_id");
CREATE TABLE "credit_movements_next" (
  "id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sold', 'given', 'from-points', 'refunded', 'redeemed', 'released', 'brought-back', 'taken', 'expired', 'covered')),
  "amount" INTEGER NOT NULL,
  "order_id" TEXT,
  "of_id" TEXT,
  "reason" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "device_id" TEXT,
  "occurred_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "credit_movements_next" ("id", "account_id", "kind", "amount", "order_id", "of_id", "reason", "actor_name", "device_id", "occurred_at")
SELECT "id", "account_id", "kind", "amount", "order_id", "of_id", "reason", "actor_name", "device_id", "occurred_at" FROM "credit_movements";
DROP TABLE "credit_movements";
ALTER TABLE "credit_movements_next" RENAME TO "credit_movements";
CREATE INDEX "credit_movements_by_account_id_occurred_at" ON "credit_movements" ("account_id", "occurred_at");
CREATE INDEX "credit_movements_by_order_id" ON "credit_movements" ("order_id");
CREATE INDEX "credit_movements_by_of_id" ON "credit_movements" ("of_id");
-- The books are kept in the cloud: none of their rows are here.
DROP TABLE "journal_entries";
CREATE TABLE "journal_entries" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'edit', 'payment', 'drawer-opened', 'cash-moved', 'drawer-closed', 'credit-moved', 'tip', 'points-moved')),
  "cause_id" TEXT NOT NULL,
  "order_id" TEXT,
  "register_id" TEXT,
  "reference" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "business_date" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "journal_entries_by_business_date" ON "journal_entries" ("business_date");
CREATE INDEX "journal_entries_by_order_id" ON "journal_entries" ("order_id");
DROP TABLE "journal_lines";
CREATE TABLE "journal_lines" (
  "entry_id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "account" TEXT NOT NULL CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage', 'tips', 'points', 'loyalty')),
  "detail" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "business_date" TEXT NOT NULL,
  PRIMARY KEY ("entry_id", "position")
) STRICT, WITHOUT ROWID;
CREATE INDEX "journal_lines_by_business_date_account" ON "journal_lines" ("business_date", "account");
-- Of a leg that is store credit made of points: how many.
ALTER TABLE desk_basket_legs ADD COLUMN points INTEGER;
