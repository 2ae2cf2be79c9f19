-- What currencies are worth in that of the books, and what each order was placed at.
CREATE TABLE "exchange_rates" (
  "currency" TEXT NOT NULL,
  "books_currency" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "rate" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("currency", "books_currency", "day")
) STRICT, WITHOUT ROWID;
CREATE TABLE "order_rates" (
  "order_id" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "books_currency" TEXT NOT NULL,
  "rate" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "shift" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("order_id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "books_lines" (
  "entry_id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "account" TEXT NOT NULL CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage', 'tips', 'points', 'loyalty', 'exchange')),
  "detail" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "business_date" TEXT NOT NULL,
  PRIMARY KEY ("entry_id", "position")
) STRICT, WITHOUT ROWID;
CREATE INDEX "books_lines_by_business_date_account" ON "books_lines" ("business_date", "account");
