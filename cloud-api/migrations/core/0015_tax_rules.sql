-- Dated rates of places, and where the store and its locations are taxed.
CREATE TABLE "tax_rules" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "jurisdiction" text NOT NULL,
  "category" text,
  "product_id" uuid,
  "name" text NOT NULL,
  "rate" text,
  "per_unit" bigint,
  "compound" boolean NOT NULL,
  "adds" boolean NOT NULL,
  "from_day" date NOT NULL,
  "to_day" date,
  "source" text NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  "updated_by" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "tax_rules_by_jurisdiction" ON "tax_rules" ("tenant_id", "jurisdiction");
CREATE TABLE "tax_zones" (
  "tenant_id" uuid NOT NULL,
  "place" text COLLATE "C" NOT NULL,
  "zone" text NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "place")
);
