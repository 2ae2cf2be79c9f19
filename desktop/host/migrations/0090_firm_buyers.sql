-- Firms of which several people buy on the web, each up to a limit, and orders that wait for a yes.
CREATE TABLE "firm_buyers" (
  "id" TEXT NOT NULL,
  "customer_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "order_limit" INTEGER,
  "always_asks" INTEGER NOT NULL,
  "approves" INTEGER NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('invited', 'active', 'ended')),
  "shopper_id" TEXT,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "firm_buyers_by_customer_id" ON "firm_buyers" ("customer_id");
CREATE INDEX "firm_buyers_by_shopper_id" ON "firm_buyers" ("shopper_id");
CREATE INDEX "firm_buyers_by_status" ON "firm_buyers" ("status");
CREATE TABLE "purchase_requests" (
  "id" TEXT NOT NULL,
  "attempt_id" TEXT NOT NULL,
  "checkout_id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "customer_id" TEXT NOT NULL,
  "buyer_id" TEXT,
  "buyer_name" TEXT NOT NULL,
  "buyer_email" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('firm', 'shop')),
  "why" TEXT NOT NULL CHECK ("why" IN ('every-order', 'over-limit', 'on-account')),
  "status" TEXT NOT NULL CHECK ("status" IN ('waiting', 'approved', 'declined', 'expired')),
  "total" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "on_account" INTEGER NOT NULL,
  "lines" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "decided_by" TEXT,
  "asked_at" INTEGER NOT NULL,
  "expires_at" INTEGER NOT NULL,
  "decided_at" INTEGER,
  "letter_at" INTEGER,
  "letter_tries" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "purchase_requests_by_attempt_id" ON "purchase_requests" ("attempt_id");
CREATE INDEX "purchase_requests_by_customer_id" ON "purchase_requests" ("customer_id");
CREATE INDEX "purchase_requests_by_status" ON "purchase_requests" ("status");
CREATE INDEX "purchase_requests_by_letter_at" ON "purchase_requests" ("letter_at");
ALTER TABLE "account_terms" ADD COLUMN "ask_above" INTEGER;
CREATE TABLE "checkout_attempts_next" (
  "id" TEXT NOT NULL,
  "checkout_id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('awaits', 'approved', 'held', 'asked', 'action', 'returning', 'placed', 'done', 'declined', 'returned')),
  "method_id" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "return_url" TEXT NOT NULL,
  "frozen" TEXT NOT NULL,
  "action_url" TEXT,
  "captured" INTEGER NOT NULL,
  "why" TEXT NOT NULL,
  "tries" INTEGER NOT NULL,
  "next_at" INTEGER,
  "held_until" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "credits" TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "checkout_attempts_next" ("id", "checkout_id", "order_id", "state", "method_id", "amount", "currency", "return_url", "frozen", "action_url", "captured", "why", "tries", "next_at", "held_until", "created_at", "updated_at", "credits") SELECT "id", "checkout_id", "order_id", "state", "method_id", "amount", "currency", "return_url", "frozen", "action_url", "captured", "why", "tries", "next_at", "held_until", "created_at", "updated_at", "credits" FROM "checkout_attempts";
DROP TABLE "checkout_attempts";
ALTER TABLE "checkout_attempts_next" RENAME TO "checkout_attempts";
CREATE INDEX "checkout_attempts_by_checkout_id" ON "checkout_attempts" ("checkout_id");
CREATE INDEX "checkout_attempts_by_order_id" ON "checkout_attempts" ("order_id");
CREATE INDEX "checkout_attempts_by_next_at" ON "checkout_attempts" ("next_at");
