-- The menus in the head and at the foot of a shop on the web.
CREATE TABLE "content_menus" (
  "place" TEXT NOT NULL CHECK ("place" IN ('header', 'footer')),
  "items" TEXT,
  "revision" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("place")
) STRICT, WITHOUT ROWID;
