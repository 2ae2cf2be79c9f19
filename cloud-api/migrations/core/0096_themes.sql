-- Themes of shops on the web: their versions, their files by content, and what went wrong in their templates.
CREATE TABLE "theme_versions" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "store_id" uuid NOT NULL,
  "number" bigint NOT NULL,
  "name" text NOT NULL,
  "release" text NOT NULL,
  "files" jsonb NOT NULL,
  "settings" jsonb NOT NULL,
  "choices" jsonb NOT NULL,
  "published_at" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL,
  "actor_id" uuid NOT NULL,
  "actor_name" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "theme_versions_by_store_id" ON "theme_versions" ("tenant_id", "store_id");
CREATE TABLE "theme_files" (
  "tenant_id" uuid NOT NULL,
  "hash" text COLLATE "C" NOT NULL,
  "size" bigint NOT NULL,
  "body" text NOT NULL,
  PRIMARY KEY ("tenant_id", "hash")
);
CREATE TABLE "theme_faults" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "store_id" uuid NOT NULL,
  "version_id" uuid NOT NULL,
  "template" text NOT NULL,
  "line" bigint NOT NULL,
  "message" text NOT NULL,
  "times" bigint NOT NULL,
  "first_at" timestamptz(3) NOT NULL,
  "last_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "theme_faults_by_version_id" ON "theme_faults" ("tenant_id", "version_id");

-- Stores that are open already: their owners get the new right, as those of a new store have it.
-- The owner of the tables is under their row-level security too, and has no tenant here.
ALTER TABLE "roles" NO FORCE ROW LEVEL SECURITY;
UPDATE "roles" SET "revision" = "revision" + 1, "permissions" = (
  SELECT jsonb_agg(p ORDER BY p COLLATE "C")
  FROM (SELECT jsonb_array_elements_text("permissions") AS p UNION SELECT 'content.themes') AS every
) WHERE "built_in" AND "id" = '5d1c0a3e-0b0f-4d5e-9a57-000000000001';
ALTER TABLE "roles" FORCE ROW LEVEL SECURITY;
