-- What the fiscal device of a register said of a receipt.
ALTER TABLE "receipts" ADD COLUMN "fiscal" jsonb;
