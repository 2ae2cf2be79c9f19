-- Lists beside what stores sell from: for whom, where and when; prices by quantity; and what of a buyer counts for price, tax and invoice.
ALTER TABLE "price_lists" ADD COLUMN "terms" TEXT;
ALTER TABLE "prices" ADD COLUMN "breaks" TEXT;
ALTER TABLE "customers" ADD COLUMN "street" TEXT NOT NULL DEFAULT '';
ALTER TABLE "customers" ADD COLUMN "postal_code" TEXT NOT NULL DEFAULT '';
ALTER TABLE "customers" ADD COLUMN "vat_id" TEXT;
ALTER TABLE "customers" ADD COLUMN "tax_relief" TEXT;
ALTER TABLE "customers" ADD COLUMN "groups" TEXT NOT NULL DEFAULT '[]';
