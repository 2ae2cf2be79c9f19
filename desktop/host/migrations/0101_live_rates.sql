-- What carriers asked for a checkout, and which service an order was sold with.
ALTER TABLE "checkouts" ADD COLUMN "carrier_quotes" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "order_deliveries" ADD COLUMN "carrier" TEXT;
