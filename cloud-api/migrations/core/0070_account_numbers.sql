-- How the books are handed to an accounting program.
CREATE TABLE "account_charts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "adviser" bigint NOT NULL,
  "client" bigint NOT NULL,
  "year_start" text NOT NULL,
  "digits" bigint NOT NULL,
  "clearing" text NOT NULL,
  "accounts" jsonb NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
