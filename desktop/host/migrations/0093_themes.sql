-- Themes of shops on the web: their versions, and what went wrong in their templates. Their files stay in the cloud.
CREATE TABLE "theme_versions" (
  "id" TEXT NOT NULL,
  "store_id" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "release" TEXT NOT NULL,
  "files" TEXT NOT NULL,
  "settings" TEXT NOT NULL,
  "choices" TEXT NOT NULL,
  "published_at" INTEGER,
  "created_at" INTEGER NOT NULL,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "theme_versions_by_store_id" ON "theme_versions" ("store_id");
CREATE TABLE "theme_files" (
  "hash" TEXT NOT NULL,
  "size" INTEGER NOT NULL,
  "body" TEXT NOT NULL,
  PRIMARY KEY ("hash")
) STRICT, WITHOUT ROWID;
CREATE TABLE "theme_faults" (
  "id" TEXT NOT NULL,
  "store_id" TEXT NOT NULL,
  "version_id" TEXT NOT NULL,
  "template" TEXT NOT NULL,
  "line" INTEGER NOT NULL,
  "message" TEXT NOT NULL,
  "times" INTEGER NOT NULL,
  "first_at" INTEGER NOT NULL,
  "last_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "theme_faults_by_version_id" ON "theme_faults" ("version_id");
