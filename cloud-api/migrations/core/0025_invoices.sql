-- Invoices and credit notes, numbered by the register that issues them; and the flag of an order that two desks invoiced.
CREATE TABLE "invoices" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('invoice', 'credit-note')),
  "order_id" uuid NOT NULL,
  "register_id" uuid NOT NULL,
  "generation" bigint NOT NULL,
  "year" bigint NOT NULL,
  "sequence" bigint NOT NULL,
  "number" text NOT NULL,
  "credited_id" uuid,
  "currency" text NOT NULL,
  "net" bigint NOT NULL,
  "tax" bigint NOT NULL,
  "total" bigint NOT NULL,
  "document" text NOT NULL,
  "actor_name" text NOT NULL,
  "issued_at" timestamptz(3) NOT NULL,
  "business_date" date NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "invoices_by_register_id_generation_year_sequence" ON "invoices" ("tenant_id", "register_id", "generation", "year", "sequence");
CREATE INDEX "invoices_by_order_id" ON "invoices" ("tenant_id", "order_id");
CREATE INDEX "invoices_by_issued_at" ON "invoices" ("tenant_id", "issued_at");
CREATE TABLE "invoice_counters" (
  "tenant_id" uuid NOT NULL,
  "register_id" uuid NOT NULL,
  "generation" bigint NOT NULL,
  "year" bigint NOT NULL,
  "kind" text COLLATE "C" NOT NULL CHECK ("kind" IN ('invoice', 'credit-note')),
  "last_sequence" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "register_id", "generation", "year", "kind")
);
ALTER TABLE "order_flags" DROP CONSTRAINT "order_flags_code_check";
ALTER TABLE "order_flags" ADD CONSTRAINT "order_flags_code_check" CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice'));
