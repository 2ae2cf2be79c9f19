-- Stores at providers that tax their online orders, and what is to stand in the books of those.
CREATE TABLE "tax_accounts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "store_id" uuid,
  "provider" text NOT NULL CHECK ("provider" IN ('stripe', 'avalara')),
  "status" text NOT NULL CHECK ("status" IN ('active', 'paused', 'removed')),
  "places" jsonb NOT NULL,
  "codes" jsonb NOT NULL,
  "shipping_code" text NOT NULL,
  "settings" jsonb NOT NULL,
  "sealed" text,
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE TABLE "tax_records" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "provider" text NOT NULL CHECK ("provider" IN ('stripe', 'avalara')),
  "kind" text NOT NULL CHECK ("kind" IN ('sale', 'reversal')),
  "original_id" uuid,
  "whole" text NOT NULL CHECK ("whole" IN ('yes', 'no')),
  "taxed_by" text NOT NULL CHECK ("taxed_by" IN ('provider', 'own-rates', 'exempt')),
  "reference" text NOT NULL,
  "currency" text NOT NULL,
  "included" text NOT NULL CHECK ("included" IN ('yes', 'no')),
  "goes_to" jsonb NOT NULL,
  "lines" jsonb NOT NULL,
  "net" bigint NOT NULL,
  "tax" bigint NOT NULL,
  "day" text NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('waiting', 'sent', 'recorded', 'failed')),
  "theirs" text NOT NULL,
  "their_lines" jsonb NOT NULL,
  "their_tax" bigint,
  "problem" text NOT NULL,
  "tries" bigint NOT NULL,
  "next_at" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "tax_records_by_order_id" ON "tax_records" ("tenant_id", "order_id");
CREATE INDEX "tax_records_by_next_at" ON "tax_records" ("tenant_id", "next_at");
CREATE INDEX "tax_records_by_created_at" ON "tax_records" ("tenant_id", "created_at");
CREATE INDEX tax_records_due ON tax_records (next_at) WHERE next_at IS NOT NULL;
ALTER TABLE "checkouts" ADD COLUMN "tax_quote" jsonb;
ALTER TABLE "order_deliveries" ADD COLUMN "taxed_by" jsonb;
