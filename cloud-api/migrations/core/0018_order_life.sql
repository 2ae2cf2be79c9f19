-- Orders leave in parts, are held and are edited: what left of each line, where it goes, and a version that whoever edits has
-- seen.
ALTER TABLE "orders" ADD COLUMN "version" bigint NOT NULL DEFAULT 1;
ALTER TABLE "orders" DROP CONSTRAINT "orders_fulfilment_status_check";
ALTER TABLE "orders" ADD CONSTRAINT "orders_fulfilment_status_check" CHECK ("fulfilment_status" IN ('handed-over', 'to-pick', 'part-shipped', 'held', 'shipped', 'none'));
ALTER TABLE "order_changes" DROP CONSTRAINT "order_changes_kind_check";
ALTER TABLE "order_changes" ADD CONSTRAINT "order_changes_kind_check" CHECK ("kind" IN ('note', 'fulfilled', 'cancelled', 'refunded', 'edited', 'held', 'released', 'collected'));
ALTER TABLE "journal_entries" DROP CONSTRAINT "journal_entries_kind_check";
ALTER TABLE "journal_entries" ADD CONSTRAINT "journal_entries_kind_check" CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'edit', 'payment', 'drawer-opened', 'cash-moved', 'drawer-closed'));
CREATE TABLE "fulfilments" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "number" text NOT NULL,
  "location_id" uuid NOT NULL,
  "how" text NOT NULL CHECK ("how" IN ('shipped', 'handed-over')),
  "carrier" text NOT NULL,
  "tracking" text NOT NULL,
  "actor_id" uuid NOT NULL,
  "actor_name" text NOT NULL,
  "occurred_at" timestamptz(3) NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "fulfilments_by_order_id_occurred_at" ON "fulfilments" ("tenant_id", "order_id", "occurred_at");
CREATE TABLE "fulfilment_lines" (
  "tenant_id" uuid NOT NULL,
  "fulfilment_id" uuid NOT NULL,
  "line_id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "quantity" bigint NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "fulfilment_id", "line_id")
);
CREATE INDEX "fulfilment_lines_by_order_id" ON "fulfilment_lines" ("tenant_id", "order_id");
CREATE INDEX "fulfilment_lines_by_line_id" ON "fulfilment_lines" ("tenant_id", "line_id");
CREATE TABLE "order_deliveries" (
  "tenant_id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "recipient" text NOT NULL,
  "address" text NOT NULL,
  "country" text,
  "method" text NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "order_id")
);
