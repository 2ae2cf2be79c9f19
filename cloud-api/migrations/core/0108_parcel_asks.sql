-- Parcels under way are asked about by the cloud itself; a carrier that does not answer rests.
ALTER TABLE "carrier_accounts" ADD COLUMN "fails" bigint NOT NULL DEFAULT 0;
ALTER TABLE "carrier_accounts" ALTER COLUMN "fails" DROP DEFAULT;
ALTER TABLE "carrier_accounts" ADD COLUMN "rest_until" timestamptz(3);
ALTER TABLE "carrier_labels" ADD COLUMN "void_asked_at" timestamptz(3);
CREATE TABLE "parcel_asks" (
  "tenant_id" uuid NOT NULL,
  "fulfilment_id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "next_at" timestamptz(3) NOT NULL,
  "tries" bigint NOT NULL,
  "asked_at" timestamptz(3),
  PRIMARY KEY ("tenant_id", "fulfilment_id")
);
CREATE INDEX "parcel_asks_by_account_id_next_at" ON "parcel_asks" ("tenant_id", "account_id", "next_at");
-- Who asks looks for what is due in all tenants, and for parcels that nobody asks about yet.
CREATE INDEX parcel_asks_due ON parcel_asks (next_at);
CREATE INDEX fulfilments_under_way ON fulfilments (tenant_id, occurred_at)
 WHERE how = 'shipped' AND tracking <> '' AND (state IS NULL OR state NOT IN ('delivered', 'returned'));
