-- What was bought together, month by month, and what the shop itself shows with a product.
CREATE TABLE "product_suggestions" (
  "tenant_id" uuid NOT NULL,
  "product_id" uuid NOT NULL,
  "pinned" jsonb NOT NULL,
  "excluded" jsonb NOT NULL,
  "revision" bigint NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "product_id")
);
CREATE TABLE "product_pairs" (
  "tenant_id" uuid NOT NULL,
  "product_id" uuid NOT NULL,
  "other_id" uuid NOT NULL,
  "month" text COLLATE "C" NOT NULL,
  "orders" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "product_id", "other_id", "month")
);
CREATE INDEX "product_pairs_by_month" ON "product_pairs" ("tenant_id", "month");
CREATE TABLE "pair_months" (
  "tenant_id" uuid NOT NULL,
  "month" text COLLATE "C" NOT NULL,
  "orders" bigint NOT NULL,
  "reckoned_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "month")
);
-- What sells best, of each product by itself.
CREATE INDEX product_pairs_sold ON product_pairs (tenant_id, month, product_id, orders) WHERE product_id = other_id;
