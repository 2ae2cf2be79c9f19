-- Goods that go from one location of the shop to another, and the movements that say so.
CREATE TABLE "transfers" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "number" text COLLATE "C" NOT NULL,
  "from_id" uuid NOT NULL,
  "to_id" uuid NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('draft', 'ready', 'in-transit', 'received', 'cancelled')),
  "note" text NOT NULL,
  "expected_on" text,
  "carrier" text NOT NULL,
  "tracking" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "created_by" text NOT NULL,
  "shipped_at" timestamptz(3),
  "shipped_by" text,
  "ended_at" timestamptz(3),
  PRIMARY KEY ("tenant_id", "id"),
  UNIQUE ("tenant_id", "number")
);
CREATE INDEX "transfers_by_status_created_at" ON "transfers" ("tenant_id", "status", "created_at");
CREATE TABLE "transfer_lines" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "transfer_id" uuid NOT NULL,
  "position" bigint NOT NULL,
  "variant_id" uuid NOT NULL,
  "quantity" bigint NOT NULL,
  "received" bigint NOT NULL,
  "rejected" bigint NOT NULL,
  "cancelled" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "transfer_lines_by_transfer_id" ON "transfer_lines" ("tenant_id", "transfer_id");
ALTER TABLE "stock_movements" DROP CONSTRAINT "stock_movements_document_kind_check";
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_document_kind_check" CHECK ("document_kind" IN ('order', 'purchase-order', 'receiving', 'adjustment', 'count', 'import', 'transfer'));
