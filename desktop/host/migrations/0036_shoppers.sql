-- Accounts of shoppers stay in the cloud; the tables are here as all others are.
CREATE TABLE "shopper_accounts" (
  "id" TEXT NOT NULL,
  "customer_id" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "shopper_accounts_by_customer_id" ON "shopper_accounts" ("customer_id");
CREATE TABLE "shopper_addresses" (
  "id" TEXT NOT NULL,
  "shopper_id" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "usual" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "shopper_addresses_by_shopper_id" ON "shopper_addresses" ("shopper_id");
ALTER TABLE "checkouts" ADD COLUMN "customer_id" TEXT;
