-- Payments that shoppers had taken back: told as tasks here, kept in the cloud.
CREATE TABLE "payment_disputes" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "attempt_id" TEXT NOT NULL,
  "provider" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "taken" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('asked', 'open', 'review', 'won', 'lost')),
  "due_at" INTEGER,
  "revision" INTEGER NOT NULL,
  "opened_at" INTEGER NOT NULL,
  "changed_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "payment_disputes_by_order_id" ON "payment_disputes" ("order_id");
CREATE TABLE "order_flags_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "code" TEXT NOT NULL CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice', 'payment-disputed')),
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
-- The books are kept in the cloud: none of their rows are here.
DROP TABLE "journal_entries";
CREATE TABLE "journal_entries" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'edit', 'payment', 'drawer-opened', 'cash-moved', 'drawer-closed', 'credit-moved', 'tip', 'points-moved', 'disputed', 'paid-out')),
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
  "account" TEXT NOT NULL CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage', 'tips', 'points', 'loyalty', 'disputed', 'charges', 'bank')),
  "detail" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "business_date" TEXT NOT NULL,
  PRIMARY KEY ("entry_id", "position")
) STRICT, WITHOUT ROWID;
CREATE INDEX "journal_lines_by_business_date_account" ON "journal_lines" ("business_date", "account");
DROP TABLE "books_lines";
CREATE TABLE "books_lines" (
  "entry_id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "account" TEXT NOT NULL CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage', 'tips', 'points', 'loyalty', 'disputed', 'charges', 'bank', 'exchange')),
  "detail" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "business_date" TEXT NOT NULL,
  PRIMARY KEY ("entry_id", "position")
) STRICT, WITHOUT ROWID;
CREATE INDEX "books_lines_by_business_date_account" ON "books_lines" ("business_date", "account");
