-- Pages that a shop on the web has beside its goods, and where they are.
CREATE TABLE "content_pages" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "texts" jsonb NOT NULL,
  "store_ids" jsonb NOT NULL,
  "publish_at" timestamptz(3),
  "revision" bigint NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE TABLE "page_addresses" (
  "tenant_id" uuid NOT NULL,
  "lang" text COLLATE "C" NOT NULL,
  "slug" text COLLATE "C" NOT NULL,
  "page_id" uuid NOT NULL,
  PRIMARY KEY ("tenant_id", "lang", "slug")
);
CREATE INDEX "page_addresses_by_page_id" ON "page_addresses" ("tenant_id", "page_id");

-- Stores that are open already: the roles that came with Tillhouse get the new right, as those of a new store have it.
-- The owner of the tables is under their row-level security too, and has no tenant here.
ALTER TABLE "roles" NO FORCE ROW LEVEL SECURITY;
UPDATE "roles" SET "revision" = "revision" + 1, "permissions" = (
  SELECT jsonb_agg(p ORDER BY p COLLATE "C")
  FROM (SELECT jsonb_array_elements_text("permissions") AS p UNION SELECT 'content.edit') AS every
) WHERE "built_in" AND "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002');
ALTER TABLE "roles" FORCE ROW LEVEL SECURITY;
