-- Dated rates of places, and where the store and its locations are taxed.
CREATE TABLE "tax_rules" (
  "id" TEXT NOT NULL,
  "jurisdiction" TEXT NOT NULL,
  "category" TEXT,
  "product_id" TEXT,
  "name" TEXT NOT NULL,
  "rate" TEXT,
  "per_unit" INTEGER,
  "compound" INTEGER NOT NULL,
  "adds" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL,
  "to_day" TEXT,
  "source" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "updated_by" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "tax_rules_by_jurisdiction" ON "tax_rules" ("jurisdiction");
CREATE TABLE "tax_zones" (
  "place" TEXT NOT NULL,
  "zone" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("place")
) STRICT, WITHOUT ROWID;
