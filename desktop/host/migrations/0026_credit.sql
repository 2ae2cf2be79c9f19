-- Gift cards and store credit. A check of a column is changed by making its table anew.
CREATE TABLE "credit_accounts" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('gift-card', 'store-credit')),
  "code_hash" TEXT,
  "code_end" TEXT NOT NULL,
  "customer_id" TEXT,
  "currency" TEXT NOT NULL,
  "balance" INTEGER NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'blocked')),
  "expires_on" TEXT,
  "issued_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "credit_accounts_by_code_hash" ON "credit_accounts" ("code_hash");
CREATE INDEX "credit_accounts_by_code_end" ON "credit_accounts" ("code_end");
CREATE INDEX "credit_accounts_by_customer_id" ON "credit_accounts" ("customer_id");
CREATE TABLE "credit_movements" (
  "id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sold', 'given', 'refunded', 'redeemed', 'released', 'brought-back', 'taken', 'expired', 'covered')),
  "amount" INTEGER NOT NULL,
  "order_id" TEXT,
  "of_id" TEXT,
  "reason" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "device_id" TEXT,
  "occurred_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "credit_movements_by_account_id_occurred_at" ON "credit_movements" ("account_id", "occurred_at");
CREATE INDEX "credit_movements_by_order_id" ON "credit_movements" ("order_id");
CREATE INDEX "credit_movements_by_of_id" ON "credit_movements" ("of_id");
CREATE TABLE "credit_policies" (
  "id" TEXT NOT NULL,
  "months_good" INTEGER NOT NULL,
  "offline_amount" INTEGER NOT NULL,
  "presets" TEXT NOT NULL,
  "without_receipt" TEXT NOT NULL CHECK ("without_receipt" IN ('refused', 'store-credit')),
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "tenders_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('cash', 'card', 'test', 'historical', 'gift-card', 'store-credit')),
  "amount" INTEGER NOT NULL,
  "given" INTEGER NOT NULL,
  "change" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "original_tender_id" TEXT,
  "placed_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "tenders_next" ("id", "order_id", "kind", "amount", "given", "change", "currency", "reference", "original_tender_id", "placed_at", "month")
SELECT "id", "order_id", "kind", "amount", "given", "change", "currency", "reference", "original_tender_id", "placed_at", "month" FROM "tenders";
DROP TABLE "tenders";
ALTER TABLE "tenders_next" RENAME TO "tenders";
CREATE INDEX "tenders_by_order_id" ON "tenders" ("order_id");
CREATE INDEX "tenders_by_original_tender_id" ON "tenders" ("original_tender_id");
DROP TABLE "journal_entries";
CREATE TABLE "journal_entries" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'edit', 'payment', 'drawer-opened', 'cash-moved', 'drawer-closed', 'credit-moved')),
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
  "account" TEXT NOT NULL CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage')),
  "detail" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "business_date" TEXT NOT NULL,
  PRIMARY KEY ("entry_id", "position")
) STRICT, WITHOUT ROWID;
CREATE INDEX "journal_lines_by_business_date_account" ON "journal_lines" ("business_date", "account");
