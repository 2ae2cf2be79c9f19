-- How the tills of a store behave: cash without a receipt, how far prices are looked back, when a till locks itself.
ALTER TABLE "store_settings" ADD COLUMN "till" jsonb;
-- Stores that are open already: the roles that came with Tillhouse get the new right, as those of a new store have it.
-- The owner of the tables is under their row-level security too, and has no tenant here.
ALTER TABLE "roles" NO FORCE ROW LEVEL SECURITY;
UPDATE "roles" SET "revision" = "revision" + 1, "permissions" = (
  SELECT jsonb_agg(p ORDER BY p COLLATE "C")
  FROM (SELECT jsonb_array_elements_text("permissions") AS p UNION SELECT 'till.return-without-receipt') AS every
) WHERE "built_in" AND "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002',
  '5d1c0a3e-0b0f-4d5e-9a57-000000000004');
UPDATE "roles" SET "terms" = "terms" || '{"till.return-without-receipt": {"upTo": 25000}}'
  WHERE "built_in" AND "id" = '5d1c0a3e-0b0f-4d5e-9a57-000000000002';
UPDATE "roles" SET "terms" = "terms" || '{"till.return-without-receipt": {"asks": true, "at": "home"}}'
  WHERE "built_in" AND "id" = '5d1c0a3e-0b0f-4d5e-9a57-000000000004';
ALTER TABLE "roles" FORCE ROW LEVEL SECURITY;
