-- What customs ask of goods that leave the country.
CREATE TABLE "customs_facts" (
  "tenant_id" uuid NOT NULL,
  "subject_id" uuid NOT NULL,
  "product_id" uuid NOT NULL,
  "hs_code" text NOT NULL,
  "origin" text NOT NULL,
  "grams" bigint,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "subject_id")
);
CREATE INDEX "customs_facts_by_product_id" ON "customs_facts" ("tenant_id", "product_id");
