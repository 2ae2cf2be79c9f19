-- What was wrong with goods of an order that had left, and what its customer got for them.
CREATE TABLE "claims" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "number" text NOT NULL,
  "reason" text NOT NULL CHECK ("reason" IN ('damaged', 'lost', 'wrong-item', 'missing')),
  "remedy" text NOT NULL CHECK ("remedy" IN ('replacement', 'refund', 'store-credit')),
  "lines" jsonb NOT NULL,
  "units" bigint NOT NULL,
  "worth" bigint NOT NULL,
  "goods_back" text NOT NULL CHECK ("goods_back" IN ('none', 'awaited', 'received')),
  "replacement_id" uuid,
  "return_id" uuid,
  "note" text NOT NULL,
  "actor_id" uuid NOT NULL,
  "actor_name" text NOT NULL,
  "occurred_at" timestamptz(3) NOT NULL,
  "received_at" timestamptz(3),
  "received_by" text,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "claims_by_order_id" ON "claims" ("tenant_id", "order_id");
CREATE INDEX "claims_by_replacement_id" ON "claims" ("tenant_id", "replacement_id");

-- Stores that are open already: the roles that came with Tillhouse get the new right, as those of a new store have it.
UPDATE "roles" SET "permissions" = "permissions" || '["orders.claim"]'::jsonb
 WHERE "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002')
   AND NOT "permissions" ? 'orders.claim';
