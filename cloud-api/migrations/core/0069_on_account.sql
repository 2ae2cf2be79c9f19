-- Who may buy on account, how much may be open, and by when it is to be paid.
CREATE TABLE "account_terms" (
  "tenant_id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "open" boolean NOT NULL,
  "credit_limit" bigint,
  "days" bigint NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "customer_id")
);
CREATE TABLE "account_sales" (
  "tenant_id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "due_on" date NOT NULL,
  "days" bigint NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "order_id")
);
CREATE INDEX "account_sales_by_customer_id_due_on" ON "account_sales" ("tenant_id", "customer_id", "due_on");
