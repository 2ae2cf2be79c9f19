-- Pages that a shop on the web has beside its goods, and where they are.
CREATE TABLE "content_pages" (
  "id" TEXT NOT NULL,
  "texts" TEXT NOT NULL,
  "store_ids" TEXT NOT NULL,
  "publish_at" INTEGER,
  "revision" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "page_addresses" (
  "lang" TEXT NOT NULL,
  "slug" TEXT NOT NULL,
  "page_id" TEXT NOT NULL,
  PRIMARY KEY ("lang", "slug")
) STRICT, WITHOUT ROWID;
CREATE INDEX "page_addresses_by_page_id" ON "page_addresses" ("page_id");
