-- Orders that are being put together, and quotes.
CREATE TABLE "order_drafts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "number" text NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('open', 'placing', 'ordered', 'discarded')),
  "store_id" uuid,
  "customer_id" uuid,
  "customer_name" text NOT NULL,
  "currency" text NOT NULL,
  "valid_until" date,
  "discount" jsonb,
  "note" text NOT NULL,
  "frozen" jsonb NOT NULL,
  "total" bigint NOT NULL,
  "order_id" uuid,
  "actor_name" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  "mutation_id" uuid NOT NULL,
  "version" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "order_drafts_by_status_updated_at" ON "order_drafts" ("tenant_id", "status", "updated_at");
CREATE INDEX "order_drafts_by_customer_id" ON "order_drafts" ("tenant_id", "customer_id");
CREATE INDEX "order_drafts_by_order_id" ON "order_drafts" ("tenant_id", "order_id");
