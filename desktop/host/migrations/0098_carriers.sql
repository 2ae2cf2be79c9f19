-- Stores at carriers, and the labels that were asked of those: in the cloud alone.
CREATE TABLE "carrier_accounts" (
  "id" TEXT NOT NULL,
  "store_id" TEXT,
  "carrier" TEXT NOT NULL CHECK ("carrier" IN ('ups', 'fedex', 'dhl-express')),
  "name" TEXT NOT NULL,
  "mode" TEXT NOT NULL CHECK ("mode" IN ('live', 'sandbox')),
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'paused', 'removed')),
  "account_number" TEXT NOT NULL,
  "ship_from" TEXT NOT NULL,
  "services" TEXT NOT NULL,
  "sealed" TEXT,
  "checked" TEXT,
  "revision" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "carrier_labels" (
  "id" TEXT NOT NULL,
  "account_id" TEXT NOT NULL,
  "carrier" TEXT NOT NULL CHECK ("carrier" IN ('ups', 'fedex', 'dhl-express')),
  "order_id" TEXT,
  "fulfilment_id" TEXT,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('outbound', 'return')),
  "service" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('asked', 'bought', 'unknown', 'refused', 'voided')),
  "reference" TEXT NOT NULL,
  "ship_on" TEXT NOT NULL,
  "theirs" TEXT NOT NULL,
  "trackings" TEXT NOT NULL,
  "cost" INTEGER,
  "currency" TEXT,
  "documents" TEXT NOT NULL,
  "problem" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "carrier_labels_by_order_id" ON "carrier_labels" ("order_id");
CREATE INDEX "carrier_labels_by_fulfilment_id" ON "carrier_labels" ("fulfilment_id");
CREATE INDEX "carrier_labels_by_created_at" ON "carrier_labels" ("created_at");
