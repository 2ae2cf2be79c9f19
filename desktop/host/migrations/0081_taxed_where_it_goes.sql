-- Where beside its own place a store collects tax, and where an order was taxed for that.
ALTER TABLE "tax_zones" ADD COLUMN "collects" TEXT;
ALTER TABLE "order_deliveries" ADD COLUMN "taxed_in" TEXT;
