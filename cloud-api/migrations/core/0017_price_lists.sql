-- Lists beside what stores sell from: for whom, where and when; prices by quantity; and what of a buyer counts for price, tax and invoice.
ALTER TABLE "price_lists" ADD COLUMN "terms" jsonb;
ALTER TABLE "prices" ADD COLUMN "breaks" jsonb;
ALTER TABLE "customers" ADD COLUMN "street" text NOT NULL DEFAULT '';
ALTER TABLE "customers" ADD COLUMN "postal_code" text NOT NULL DEFAULT '';
ALTER TABLE "customers" ADD COLUMN "vat_id" text;
ALTER TABLE "customers" ADD COLUMN "tax_relief" jsonb;
ALTER TABLE "customers" ADD COLUMN "groups" jsonb NOT NULL DEFAULT '[]';
