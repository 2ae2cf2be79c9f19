-- Any number of stores a tenant: the settings there are become the main store, and a location may name another.
ALTER TABLE "store_settings" ADD COLUMN "main" boolean NOT NULL DEFAULT false;
ALTER TABLE "store_settings" ADD COLUMN "locale" text NOT NULL DEFAULT 'en-GB';
ALTER TABLE "store_settings" ADD COLUMN "currencies" jsonb NOT NULL DEFAULT '[]';
ALTER TABLE "store_settings" ADD COLUMN "price_list_id" uuid;
ALTER TABLE "store_settings" ADD COLUMN "taxes" jsonb NOT NULL DEFAULT '[]';
ALTER TABLE "store_settings" ADD COLUMN "theme" jsonb;
ALTER TABLE "store_settings" ADD COLUMN "closed_at" timestamptz(3);
ALTER TABLE "store_settings" ADD COLUMN "revision" bigint NOT NULL DEFAULT 1;
ALTER TABLE "locations" ADD COLUMN "store_id" uuid;
CREATE TABLE "store_domains" (
  "tenant_id" uuid NOT NULL,
  "domain" text COLLATE "C" NOT NULL,
  "store_id" uuid NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "domain")
);
-- An address on the web is one place for everybody: the second tenant that wants it is refused, and not told by whom.
CREATE UNIQUE INDEX "store_domains_everywhere_by_domain" ON "store_domains" ("domain");

-- The owner of the tables is under their row-level security too, and has no tenant here.
ALTER TABLE "store_settings" NO FORCE ROW LEVEL SECURITY;
UPDATE "store_settings" SET "main" = true;
ALTER TABLE "store_settings" FORCE ROW LEVEL SECURITY;
