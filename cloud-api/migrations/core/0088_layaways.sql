-- Goods that were put aside or ordered for a customer at a till; what was paid on them is a kind of credit and of tender.
CREATE TABLE "layaways" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "number" text NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('layaway', 'special-order')),
  "status" text NOT NULL CHECK ("status" IN ('open', 'handed-over', 'ended')),
  "location_id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "customer_name" text NOT NULL,
  "currency" text NOT NULL,
  "content" jsonb NOT NULL,
  "total" bigint NOT NULL,
  "due_on" date NOT NULL,
  "note" text NOT NULL,
  "ready_at" timestamptz(3),
  "tell_to" text,
  "tell_at" timestamptz(3),
  "tell_tries" bigint NOT NULL,
  "told_at" timestamptz(3),
  "order_id" uuid,
  "kept" bigint NOT NULL,
  "actor_name" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "ended_at" timestamptz(3),
  "ended_by_name" text,
  "version" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "layaways_by_status_due_on" ON "layaways" ("tenant_id", "status", "due_on");
CREATE INDEX "layaways_by_customer_id" ON "layaways" ("tenant_id", "customer_id");
CREATE INDEX "layaways_by_location_id_status" ON "layaways" ("tenant_id", "location_id", "status");
CREATE INDEX "layaways_by_number" ON "layaways" ("tenant_id", "number");
ALTER TABLE "tenders" DROP CONSTRAINT "tenders_kind_check";
ALTER TABLE "tenders" ADD CONSTRAINT "tenders_kind_check" CHECK ("kind" IN ('cash', 'card', 'test', 'historical', 'gift-card', 'store-credit', 'online', 'exchange', 'bank', 'layaway'));
ALTER TABLE "credit_accounts" DROP CONSTRAINT "credit_accounts_kind_check";
ALTER TABLE "credit_accounts" ADD CONSTRAINT "credit_accounts_kind_check" CHECK ("kind" IN ('gift-card', 'store-credit', 'layaway'));
ALTER TABLE "order_flags" DROP CONSTRAINT "order_flags_code_check";
ALTER TABLE "order_flags" ADD CONSTRAINT "order_flags_code_check" CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice', 'payment-disputed', 'serial-twice', 'layaway-twice'));
