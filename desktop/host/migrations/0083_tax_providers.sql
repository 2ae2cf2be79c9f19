-- Stores at providers that tax their online orders, and what is to stand in the books of those: in the cloud alone.
CREATE TABLE "tax_accounts" (
  "id" TEXT NOT NULL,
  "store_id" TEXT,
  "provider" TEXT NOT NULL CHECK ("provider" IN ('stripe', 'avalara')),
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'paused', 'removed')),
  "places" TEXT NOT NULL,
  "codes" TEXT NOT NULL,
  "shipping_code" TEXT NOT NULL,
  "settings" TEXT NOT NULL,
  "sealed" TEXT,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "tax_records" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "provider" TEXT NOT NULL CHECK ("provider" IN ('stripe', 'avalara')),
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'reversal')),
  "original_id" TEXT,
  "whole" TEXT NOT NULL CHECK ("whole" IN ('yes', 'no')),
  "taxed_by" TEXT NOT NULL CHECK ("taxed_by" IN ('provider', 'own-rates', 'exempt')),
  "reference" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "included" TEXT NOT NULL CHECK ("included" IN ('yes', 'no')),
  "goes_to" TEXT NOT NULL,
  "lines" TEXT NOT NULL,
  "net" INTEGER NOT NULL,
  "tax" INTEGER NOT NULL,
  "day" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('waiting', 'sent', 'recorded', 'failed')),
  "theirs" TEXT NOT NULL,
  "their_lines" TEXT NOT NULL,
  "their_tax" INTEGER,
  "problem" TEXT NOT NULL,
  "tries" INTEGER NOT NULL,
  "next_at" INTEGER,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "tax_records_by_order_id" ON "tax_records" ("order_id");
CREATE INDEX "tax_records_by_next_at" ON "tax_records" ("next_at");
CREATE INDEX "tax_records_by_created_at" ON "tax_records" ("created_at");
ALTER TABLE "checkouts" ADD COLUMN "tax_quote" TEXT;
ALTER TABLE "order_deliveries" ADD COLUMN "taxed_by" TEXT;
