-- Baskets that were laid aside at a till, for every till of its location.
CREATE TABLE "parked_baskets" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "location_id" uuid NOT NULL,
  "register_id" uuid NOT NULL,
  "name" text NOT NULL,
  "customer_id" uuid,
  "units" bigint NOT NULL,
  "total" bigint NOT NULL,
  "currency" text NOT NULL,
  "content" jsonb,
  "parked_by_name" text NOT NULL,
  "parked_at" timestamptz(3) NOT NULL,
  "ended" text CHECK ("ended" IN ('taken', 'discarded')),
  "ended_at" timestamptz(3),
  "ended_register_id" uuid,
  "ended_by_name" text,
  "order_id" uuid,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "parked_baskets_by_location_id_parked_at" ON "parked_baskets" ("tenant_id", "location_id", "parked_at");
ALTER TABLE "order_flags" DROP CONSTRAINT "order_flags_code_check";
ALTER TABLE "order_flags" ADD CONSTRAINT "order_flags_code_check" CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice'));
