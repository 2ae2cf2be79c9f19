-- Who asks carriers about parcels, and a carrier that rests: in the cloud alone.
ALTER TABLE "carrier_accounts" ADD COLUMN "fails" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "carrier_accounts" ADD COLUMN "rest_until" INTEGER;
ALTER TABLE "carrier_labels" ADD COLUMN "void_asked_at" INTEGER;
CREATE TABLE "parcel_asks" (
  "fulfilment_id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "next_at" INTEGER NOT NULL,
  "tries" INTEGER NOT NULL,
  "asked_at" INTEGER,
  PRIMARY KEY ("fulfilment_id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "parcel_asks_by_account_id_next_at" ON "parcel_asks" ("account_id", "next_at");
