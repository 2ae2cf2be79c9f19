-- Firms of which several people buy on the web, each up to a limit, and orders that wait for a yes.
CREATE TABLE "firm_buyers" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "name" text NOT NULL,
  "email" text NOT NULL,
  "order_limit" bigint,
  "always_asks" boolean NOT NULL,
  "approves" boolean NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('invited', 'active', 'ended')),
  "shopper_id" uuid,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "firm_buyers_by_customer_id" ON "firm_buyers" ("tenant_id", "customer_id");
CREATE INDEX "firm_buyers_by_shopper_id" ON "firm_buyers" ("tenant_id", "shopper_id");
CREATE INDEX "firm_buyers_by_status" ON "firm_buyers" ("tenant_id", "status");
CREATE TABLE "purchase_requests" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "attempt_id" uuid NOT NULL,
  "checkout_id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "buyer_id" uuid,
  "buyer_name" text NOT NULL,
  "buyer_email" text NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('firm', 'shop')),
  "why" text NOT NULL CHECK ("why" IN ('every-order', 'over-limit', 'on-account')),
  "status" text NOT NULL CHECK ("status" IN ('waiting', 'approved', 'declined', 'expired')),
  "total" bigint NOT NULL,
  "currency" text NOT NULL,
  "on_account" boolean NOT NULL,
  "lines" jsonb NOT NULL,
  "reason" text NOT NULL,
  "decided_by" text,
  "asked_at" timestamptz(3) NOT NULL,
  "expires_at" timestamptz(3) NOT NULL,
  "decided_at" timestamptz(3),
  "letter_at" timestamptz(3),
  "letter_tries" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "purchase_requests_by_attempt_id" ON "purchase_requests" ("tenant_id", "attempt_id");
CREATE INDEX "purchase_requests_by_customer_id" ON "purchase_requests" ("tenant_id", "customer_id");
CREATE INDEX "purchase_requests_by_status" ON "purchase_requests" ("tenant_id", "status");
CREATE INDEX "purchase_requests_by_letter_at" ON "purchase_requests" ("tenant_id", "letter_at");
CREATE INDEX purchase_requests_due ON purchase_requests (letter_at) WHERE letter_at IS NOT NULL;
ALTER TABLE "account_terms" ADD COLUMN "ask_above" bigint;
ALTER TABLE "checkout_attempts" DROP CONSTRAINT "checkout_attempts_state_check";
ALTER TABLE "checkout_attempts" ADD CONSTRAINT "checkout_attempts_state_check" CHECK ("state" IN ('awaits', 'approved', 'held', 'asked', 'action', 'returning', 'placed', 'done', 'declined', 'returned'));
