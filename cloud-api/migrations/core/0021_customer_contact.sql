-- How customers are reached is a permission of its own. Whoever saw customers goes on seeing it, until a role says otherwise.
-- The owner of the tables is under their row-level security too, and has no tenant here.
ALTER TABLE "roles" NO FORCE ROW LEVEL SECURITY;
UPDATE "roles" SET "revision" = "revision" + 1, "permissions" = (
  SELECT jsonb_agg(p ORDER BY p COLLATE "C")
  FROM (SELECT jsonb_array_elements_text("permissions") AS p UNION SELECT 'customers.contact') AS every
) WHERE "permissions" ? 'customers.view';
UPDATE "roles" SET "terms" = jsonb_set("terms", '{customers.contact}', "terms" -> 'customers.view')
  WHERE "terms" ? 'customers.view';
ALTER TABLE "roles" FORCE ROW LEVEL SECURITY;
ALTER TABLE "delegations" NO FORCE ROW LEVEL SECURITY;
UPDATE "delegations" SET "permissions" = "permissions" || '["customers.contact"]'::jsonb WHERE "permissions" ? 'customers.view';
ALTER TABLE "delegations" FORCE ROW LEVEL SECURITY;
