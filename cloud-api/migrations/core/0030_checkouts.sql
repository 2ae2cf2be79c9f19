-- Checkouts of shoppers and their attempts to pay, what delivery costs, and what providers are to pay back.
CREATE TABLE "checkouts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "store_id" uuid,
  "currency" text NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('open', 'paying', 'placed', 'ended')),
  "secret_hashes" jsonb NOT NULL,
  "lines" jsonb NOT NULL,
  "coupons" jsonb NOT NULL,
  "coupons_seen" jsonb NOT NULL,
  "contact" jsonb,
  "delivery" jsonb,
  "shipping_option_id" text,
  "shipping_seen" bigint,
  "attempt_id" uuid,
  "problem" jsonb,
  "order_id" uuid,
  "order_number" text,
  "token_hashes" jsonb NOT NULL,
  "letter_at" timestamptz(3),
  "letter_tries" bigint NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "checkouts_by_order_id" ON "checkouts" ("tenant_id", "order_id");
CREATE INDEX "checkouts_by_status_updated_at" ON "checkouts" ("tenant_id", "status", "updated_at");
CREATE TABLE "checkout_attempts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "checkout_id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('held', 'asked', 'action', 'returning', 'placed', 'done', 'declined', 'returned')),
  "method_id" text NOT NULL,
  "amount" bigint NOT NULL,
  "currency" text NOT NULL,
  "return_url" text NOT NULL,
  "frozen" jsonb NOT NULL,
  "action_url" text,
  "captured" bigint NOT NULL,
  "why" text NOT NULL,
  "tries" bigint NOT NULL,
  "next_at" timestamptz(3),
  "held_until" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "checkout_attempts_by_checkout_id" ON "checkout_attempts" ("tenant_id", "checkout_id");
CREATE INDEX "checkout_attempts_by_order_id" ON "checkout_attempts" ("tenant_id", "order_id");
CREATE INDEX "checkout_attempts_by_next_at" ON "checkout_attempts" ("tenant_id", "next_at");
CREATE TABLE "provider_refunds" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "sale_id" uuid NOT NULL,
  "amount" bigint NOT NULL,
  "currency" text NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('asked', 'done', 'refused')),
  "problem" text NOT NULL,
  "tries" bigint NOT NULL,
  "next_at" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "provider_refunds_by_order_id" ON "provider_refunds" ("tenant_id", "order_id");
CREATE INDEX "provider_refunds_by_next_at" ON "provider_refunds" ("tenant_id", "next_at");
CREATE TABLE "shipping_zones" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "store_id" uuid,
  "name" text NOT NULL,
  "places" jsonb NOT NULL,
  "rates" jsonb NOT NULL,
  "active" boolean NOT NULL,
  "revision" bigint NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE TABLE "pick_up_points" (
  "tenant_id" uuid NOT NULL,
  "location_id" uuid NOT NULL,
  "hint" text NOT NULL,
  "ready_in" bigint NOT NULL,
  "active" boolean NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "location_id")
);
-- Sweepers ask every tenant's at once for what is due, which is little of it.
CREATE INDEX checkout_attempts_due ON checkout_attempts (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX checkouts_letter_due ON checkouts (letter_at) WHERE letter_at IS NOT NULL;
CREATE INDEX provider_refunds_due ON provider_refunds (next_at) WHERE next_at IS NOT NULL;
ALTER TABLE "tenders" DROP CONSTRAINT "tenders_kind_check";
ALTER TABLE "tenders" ADD CONSTRAINT "tenders_kind_check" CHECK ("kind" IN ('cash', 'card', 'test', 'historical', 'gift-card', 'store-credit', 'online'));
ALTER TABLE "order_flags" DROP CONSTRAINT "order_flags_code_check";
ALTER TABLE "order_flags" ADD CONSTRAINT "order_flags_code_check" CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused'));
ALTER TABLE "stock_tasks" DROP CONSTRAINT "stock_tasks_kind_check";
ALTER TABLE "stock_tasks" ADD CONSTRAINT "stock_tasks_kind_check" CHECK ("kind" IN ('oversold', 'unknown-item', 'over-received', 'stock-not-moved', 'payment-returned'));
