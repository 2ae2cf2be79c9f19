-- Every look of a shop on the web that was saved, and when one goes live by itself.
CREATE TABLE "look_versions" (
  "id" TEXT NOT NULL,
  "store_id" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "look" TEXT NOT NULL,
  "publish_at" INTEGER,
  "published_at" INTEGER,
  "created_at" INTEGER NOT NULL,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "look_versions_by_store_id" ON "look_versions" ("store_id");
