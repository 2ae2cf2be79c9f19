-- Which order had a promotion that may be had only so often: limits of codes and customers count these.
CREATE TABLE "promotion_uses" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "promotion_id" uuid NOT NULL,
  "code" text NOT NULL,
  "customer_id" uuid,
  "device_id" uuid,
  "placed_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "promotion_uses_by_order_id" ON "promotion_uses" ("tenant_id", "order_id");
CREATE INDEX "promotion_uses_by_promotion_id_code" ON "promotion_uses" ("tenant_id", "promotion_id", "code");
CREATE INDEX "promotion_uses_by_promotion_id_customer_id" ON "promotion_uses" ("tenant_id", "promotion_id", "customer_id");
