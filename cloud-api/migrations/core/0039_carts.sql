-- Baskets of shoppers who are signed in.
CREATE TABLE "carts" (
  "tenant_id" uuid NOT NULL,
  "shopper_id" uuid NOT NULL,
  "store_id" uuid NOT NULL,
  "currency" text NOT NULL,
  "lines" jsonb NOT NULL,
  "coupons" jsonb NOT NULL,
  "revision" bigint NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "shopper_id", "store_id")
);
