-- Why the buyer of an order paid no tax.
ALTER TABLE "orders" ADD COLUMN "tax_relief" jsonb;
