-- What people get of what they sell.
CREATE TABLE "commission_rates" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "staff_id" uuid,
  "role_id" uuid,
  "category" text,
  "rate" text NOT NULL,
  "from_day" date NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
