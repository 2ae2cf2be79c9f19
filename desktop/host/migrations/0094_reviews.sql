-- What shoppers say of products; the sums are the cloud’s alone, and empty here.
CREATE TABLE "product_reviews" (
  "id" TEXT NOT NULL,
  "product_id" TEXT NOT NULL,
  "customer_id" TEXT NOT NULL,
  "store_id" TEXT,
  "stars" INTEGER NOT NULL,
  "title" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "lang" TEXT NOT NULL,
  "verified" INTEGER NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('waiting', 'shown', 'hidden')),
  "answer" TEXT NOT NULL,
  "answered_at" INTEGER,
  "written_at" INTEGER NOT NULL,
  "changed_at" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "product_reviews_by_product_id_state_written_at" ON "product_reviews" ("product_id", "state", "written_at");
CREATE INDEX "product_reviews_by_customer_id" ON "product_reviews" ("customer_id");
CREATE INDEX "product_reviews_by_state_changed_at" ON "product_reviews" ("state", "changed_at");
CREATE TABLE "review_sums" (
  "product_id" TEXT NOT NULL,
  "one" INTEGER NOT NULL,
  "two" INTEGER NOT NULL,
  "three" INTEGER NOT NULL,
  "four" INTEGER NOT NULL,
  "five" INTEGER NOT NULL,
  PRIMARY KEY ("product_id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "review_settings" (
  "store_id" TEXT NOT NULL,
  "mode" TEXT NOT NULL CHECK ("mode" IN ('off', 'verified', 'checked')),
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("store_id")
) STRICT, WITHOUT ROWID;
