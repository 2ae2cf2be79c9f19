-- How delivery is taxed, and the part of an order's tax that is on it. Orders of before keep what they said: none.
ALTER TABLE "orders" ADD COLUMN "shipping_tax" bigint NOT NULL DEFAULT 0;
ALTER TABLE "orders" ADD COLUMN "shipping_taxed" jsonb;
ALTER TABLE "store_settings" ADD COLUMN "delivery_tax" jsonb;
