-- Money that a provider holds until goods are sent: how an order stands, its payments, what is wanted of them, and what a person
-- looks at.
ALTER TABLE "orders" DROP CONSTRAINT "orders_payment_status_check";
ALTER TABLE "orders" ADD CONSTRAINT "orders_payment_status_check" CHECK ("payment_status" IN ('paid', 'part-paid', 'authorised', 'unpaid', 'refunded'));
ALTER TABLE "order_flags" DROP CONSTRAINT "order_flags_code_check";
ALTER TABLE "order_flags" ADD CONSTRAINT "order_flags_code_check" CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice', 'payment-disputed', 'serial-twice', 'layaway-twice', 'tax-own-rates', 'tax-refused', 'vat-unchecked', 'hold-ends', 'not-captured'));
ALTER TABLE "payment_attempts" ADD COLUMN "takes" text NOT NULL DEFAULT 'placed' CHECK ("takes" IN ('placed', 'sent'));
ALTER TABLE "payment_attempts" ADD COLUMN "held_until" timestamptz(3);
ALTER TABLE "payment_attempts" ADD COLUMN "in_parts" boolean NOT NULL DEFAULT false;
CREATE TABLE "provider_holds" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "currency" text NOT NULL,
  "amount" bigint NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('held', 'taking', 'failed', 'over')),
  "to_take" bigint NOT NULL,
  "is_last" boolean NOT NULL,
  "again" boolean NOT NULL,
  "in_parts" boolean NOT NULL,
  "held_until" timestamptz(3),
  "takes_in_time" boolean NOT NULL,
  "is_told" boolean NOT NULL,
  "problem" text NOT NULL,
  "tries" bigint NOT NULL,
  "next_at" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "provider_holds_by_order_id" ON "provider_holds" ("tenant_id", "order_id");
CREATE INDEX "provider_holds_by_next_at" ON "provider_holds" ("tenant_id", "next_at");
-- The sweeper asks every tenant's at once for what is due, which is little of it.
CREATE INDEX provider_holds_due ON provider_holds (next_at) WHERE next_at IS NOT NULL;
