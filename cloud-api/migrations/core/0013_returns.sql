-- Returns say why, in what condition and where the goods went, keep a fee and name the payment they give back; what
-- becomes of an order after it was placed is kept with what stood before and after.
ALTER TABLE "orders" ADD COLUMN "fee_total" bigint NOT NULL DEFAULT 0;
ALTER TABLE "tenders" ADD COLUMN "original_tender_id" uuid;
CREATE INDEX "tenders_by_original_tender_id" ON "tenders" ("tenant_id", "original_tender_id");
CREATE TABLE "returned_lines" (
  "tenant_id" uuid NOT NULL,
  "line_id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "reason" text NOT NULL CHECK ("reason" IN ('changed-mind', 'faulty', 'damaged', 'wrong-item', 'not-as-described', 'late', 'other')),
  "condition" text NOT NULL CHECK ("condition" IN ('sealed', 'like-new', 'used', 'damaged')),
  "restock" text NOT NULL CHECK ("restock" IN ('available', 'damaged', 'none')),
  "placed_at" timestamptz(3) NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "line_id")
);
CREATE INDEX "returned_lines_by_order_id" ON "returned_lines" ("tenant_id", "order_id");
CREATE TABLE "order_changes" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('note', 'fulfilled', 'cancelled', 'refunded')),
  "before" jsonb NOT NULL,
  "after" jsonb NOT NULL,
  "note" text NOT NULL,
  "actor_id" uuid NOT NULL,
  "actor_name" text NOT NULL,
  "occurred_at" timestamptz(3) NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "order_changes_by_order_id_occurred_at" ON "order_changes" ("tenant_id", "order_id", "occurred_at");
-- Stores that are open already: the roles that came with Tillhouse get the new rights, as those of a new store have them.
UPDATE "roles" SET "permissions" = "permissions" || '["orders.refund"]'::jsonb
 WHERE "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002')
   AND NOT "permissions" ? 'orders.refund';
UPDATE "roles" SET "permissions" = "permissions" || '["orders.note"]'::jsonb
 WHERE "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002',
                '5d1c0a3e-0b0f-4d5e-9a57-000000000003', '5d1c0a3e-0b0f-4d5e-9a57-000000000004',
                '5d1c0a3e-0b0f-4d5e-9a57-000000000007')
   AND NOT "permissions" ? 'orders.note';
