-- Every look of a shop on the web that was saved, and when one goes live by itself.
CREATE TABLE "look_versions" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "store_id" uuid NOT NULL,
  "number" bigint NOT NULL,
  "name" text NOT NULL,
  "look" jsonb NOT NULL,
  "publish_at" timestamptz(3),
  "published_at" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL,
  "actor_id" uuid NOT NULL,
  "actor_name" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "look_versions_by_store_id" ON "look_versions" ("tenant_id", "store_id");
-- A sweeper asks every tenant's at once for what is due.
CREATE INDEX look_versions_due ON look_versions (publish_at) WHERE publish_at IS NOT NULL;
