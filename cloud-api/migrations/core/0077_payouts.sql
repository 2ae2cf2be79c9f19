-- What providers pay out, and what the bank says of it.
CREATE TABLE "provider_payouts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "provider" text NOT NULL,
  "reference" text NOT NULL,
  "currency" text NOT NULL,
  "amount" bigint NOT NULL,
  "charges" bigint NOT NULL,
  "expected" bigint NOT NULL,
  "parts" jsonb NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('on-its-way', 'paid', 'failed')),
  "arrives_on" date NOT NULL,
  "booked_amount" bigint NOT NULL,
  "booked_charges" bigint NOT NULL,
  "revision" bigint NOT NULL,
  "changed_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "provider_payouts_by_arrives_on" ON "provider_payouts" ("tenant_id", "arrives_on");
CREATE TABLE "bank_lines" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "day" date NOT NULL,
  "amount" bigint NOT NULL,
  "currency" text NOT NULL,
  "text" text NOT NULL,
  "added_at" timestamptz(3) NOT NULL,
  "added_by" text,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "bank_lines_by_day" ON "bank_lines" ("tenant_id", "day");
