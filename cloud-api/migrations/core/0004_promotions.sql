-- Promotions as data, what each took off a line, and the rules of the codes that a store prints itself.

CREATE TABLE "promotions" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('live', 'paused', 'ended')),
  "rule" jsonb NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  "updated_by" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE TABLE "order_discounts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "line_id" uuid NOT NULL,
  "promotion_id" uuid NOT NULL,
  "name" text NOT NULL,
  "amount" bigint NOT NULL,
  "placed_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "order_discounts_by_order_id" ON "order_discounts" ("tenant_id", "order_id");
CREATE INDEX "order_discounts_by_promotion_id" ON "order_discounts" ("tenant_id", "promotion_id");
CREATE TABLE "barcode_rules" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "position" bigint NOT NULL,
  "pattern" text NOT NULL,
  "means" text NOT NULL CHECK ("means" IN ('weight', 'price', 'count')),
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
