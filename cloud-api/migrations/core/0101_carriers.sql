-- Stores at carriers, and the labels that were asked of those.
CREATE TABLE "carrier_accounts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "store_id" uuid,
  "carrier" text NOT NULL CHECK ("carrier" IN ('ups', 'fedex', 'dhl-express')),
  "name" text NOT NULL,
  "mode" text NOT NULL CHECK ("mode" IN ('live', 'sandbox')),
  "status" text NOT NULL CHECK ("status" IN ('active', 'paused', 'removed')),
  "account_number" text NOT NULL,
  "ship_from" jsonb NOT NULL,
  "services" jsonb NOT NULL,
  "sealed" text,
  "checked" jsonb,
  "revision" bigint NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE TABLE "carrier_labels" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "carrier" text NOT NULL CHECK ("carrier" IN ('ups', 'fedex', 'dhl-express')),
  "order_id" uuid,
  "fulfilment_id" uuid,
  "kind" text NOT NULL CHECK ("kind" IN ('outbound', 'return')),
  "service" text NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('asked', 'bought', 'unknown', 'refused', 'voided')),
  "reference" text NOT NULL,
  "ship_on" date NOT NULL,
  "theirs" text NOT NULL,
  "trackings" jsonb NOT NULL,
  "cost" bigint,
  "currency" text,
  "documents" jsonb NOT NULL,
  "problem" text NOT NULL,
  "actor_id" uuid NOT NULL,
  "actor_name" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "carrier_labels_by_order_id" ON "carrier_labels" ("tenant_id", "order_id");
CREATE INDEX "carrier_labels_by_fulfilment_id" ON "carrier_labels" ("tenant_id", "fulfilment_id");
CREATE INDEX "carrier_labels_by_created_at" ON "carrier_labels" ("tenant_id", "created_at");
