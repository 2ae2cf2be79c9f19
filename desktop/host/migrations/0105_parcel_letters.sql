-- Which letters about parcels a store writes, and which carriers are connected to it.
ALTER TABLE "store_settings" ADD COLUMN "parcel_letters" TEXT;
ALTER TABLE "store_settings" ADD COLUMN "sends_with" TEXT;
