-- What the fiscal device of a register said of a receipt.
ALTER TABLE "receipts" ADD COLUMN "fiscal" TEXT;
-- Transactions that are open at a fiscal device: begun with a basket's first item, ended with its sale or when it is given up.
CREATE TABLE desk_fiscal_transactions (
  order_id TEXT PRIMARY KEY,
  register_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
