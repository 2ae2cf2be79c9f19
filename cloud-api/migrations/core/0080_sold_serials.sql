-- Numbers of pieces that were sold.
CREATE TABLE "sold_serials" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "line_id" uuid NOT NULL,
  "variant_id" uuid NOT NULL,
  "serial" text NOT NULL,
  "plain" text NOT NULL,
  "placed_at" timestamptz(3) NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "sold_serials_by_order_id" ON "sold_serials" ("tenant_id", "order_id");
CREATE INDEX "sold_serials_by_plain" ON "sold_serials" ("tenant_id", "plain");
ALTER TABLE "order_flags" DROP CONSTRAINT "order_flags_code_check";
ALTER TABLE "order_flags" ADD CONSTRAINT "order_flags_code_check" CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice', 'payment-disputed', 'serial-twice'));
