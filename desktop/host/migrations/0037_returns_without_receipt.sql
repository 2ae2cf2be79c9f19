-- How the tills of a store behave: cash without a receipt, how far prices are looked back, when a till locks itself.
ALTER TABLE "store_settings" ADD COLUMN "till" TEXT;
