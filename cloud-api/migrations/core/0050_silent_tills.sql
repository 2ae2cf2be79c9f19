-- While a till is silent, what it is likely to have sold is kept from shoppers, where a location says so.
ALTER TABLE "locations" ADD COLUMN "silent_tills" text CHECK ("silent_tills" IN ('sell', 'hold-back'));
CREATE TABLE "held_back" (
  "tenant_id" uuid NOT NULL,
  "variant_id" uuid NOT NULL,
  "location_id" uuid NOT NULL,
  "units" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "variant_id", "location_id")
);
