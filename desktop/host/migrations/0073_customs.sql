-- What customs ask of goods that leave the country.
CREATE TABLE "customs_facts" (
  "subject_id" TEXT NOT NULL,
  "product_id" TEXT NOT NULL,
  "hs_code" TEXT NOT NULL,
  "origin" TEXT NOT NULL,
  "grams" INTEGER,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("subject_id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "customs_facts_by_product_id" ON "customs_facts" ("product_id");
