-- Shoppers who asked to be told that goods are back.
CREATE TABLE "stock_notices" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "variant_id" uuid NOT NULL,
  "store_id" uuid,
  "email" text,
  "address_index" text NOT NULL,
  "page" text NOT NULL,
  "asked_at" timestamptz(3) NOT NULL,
  "next_at" timestamptz(3),
  "tries" bigint NOT NULL,
  "sent_at" timestamptz(3),
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "stock_notices_by_variant_id" ON "stock_notices" ("tenant_id", "variant_id");
CREATE INDEX "stock_notices_by_address_index" ON "stock_notices" ("tenant_id", "address_index");
-- The sweeper asks every tenant's at once for who still waits.
CREATE INDEX stock_notices_waiting ON stock_notices (next_at) WHERE next_at IS NOT NULL;
