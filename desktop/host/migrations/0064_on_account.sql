-- Who may buy on account, how much may be open, and by when it is to be paid.
CREATE TABLE "account_terms" (
  "customer_id" TEXT NOT NULL,
  "open" INTEGER NOT NULL,
  "credit_limit" INTEGER,
  "days" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("customer_id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "account_sales" (
  "order_id" TEXT NOT NULL,
  "customer_id" TEXT NOT NULL,
  "due_on" TEXT NOT NULL,
  "days" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("order_id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "account_sales_by_customer_id_due_on" ON "account_sales" ("customer_id", "due_on");
