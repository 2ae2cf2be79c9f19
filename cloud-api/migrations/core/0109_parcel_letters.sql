-- Which letters about parcels a store writes, and which carriers are connected to it, so that desks ask for labels there alone.
ALTER TABLE "store_settings" ADD COLUMN "parcel_letters" jsonb;
ALTER TABLE "store_settings" ADD COLUMN "sends_with" jsonb;
UPDATE "store_settings" s SET "sends_with" = (
  SELECT coalesce(jsonb_agg(DISTINCT a."carrier") FILTER (WHERE a."status" <> 'removed'), '[]') FROM "carrier_accounts" a
   WHERE a."tenant_id" = s."tenant_id" AND (a."store_id" = s."id" OR (a."store_id" IS NULL AND s."main")))
 WHERE EXISTS (SELECT 1 FROM "carrier_accounts" a
   WHERE a."tenant_id" = s."tenant_id" AND (a."store_id" = s."id" OR (a."store_id" IS NULL AND s."main")));
