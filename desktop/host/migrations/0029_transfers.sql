-- Goods that go from one location of the shop to another, and the movements that say so.
CREATE TABLE "transfers" (
  "id" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "from_id" TEXT NOT NULL,
  "to_id" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('draft', 'ready', 'in-transit', 'received', 'cancelled')),
  "note" TEXT NOT NULL,
  "expected_on" TEXT,
  "carrier" TEXT NOT NULL,
  "tracking" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  "created_by" TEXT NOT NULL,
  "shipped_at" INTEGER,
  "shipped_by" TEXT,
  "ended_at" INTEGER,
  PRIMARY KEY ("id"),
  UNIQUE ("number")
) STRICT, WITHOUT ROWID;
CREATE INDEX "transfers_by_status_created_at" ON "transfers" ("status", "created_at");
CREATE TABLE "transfer_lines" (
  "id" TEXT NOT NULL,
  "transfer_id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "variant_id" TEXT NOT NULL,
  "quantity" INTEGER NOT NULL,
  "received" INTEGER NOT NULL,
  "rejected" INTEGER NOT NULL,
  "cancelled" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "transfer_lines_by_transfer_id" ON "transfer_lines" ("transfer_id");
CREATE TABLE "stock_movements_next" (
  "id" TEXT NOT NULL,
  "location_id" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "cause" TEXT NOT NULL CHECK ("cause" IN ('sale', 'return', 'received', 'adjusted', 'counted', 'transfer', 'reserved', 'released', 'committed', 'fulfilled', 'opening')),
  "on_hand" INTEGER NOT NULL,
  "committed" INTEGER NOT NULL,
  "reserved" INTEGER NOT NULL,
  "damaged" INTEGER NOT NULL,
  "safety" INTEGER NOT NULL,
  "quality_control" INTEGER NOT NULL,
  "incoming" INTEGER NOT NULL,
  "document_kind" TEXT NOT NULL CHECK ("document_kind" IN ('order', 'purchase-order', 'receiving', 'adjustment', 'count', 'import', 'transfer')),
  "document_id" TEXT NOT NULL,
  "document_number" TEXT NOT NULL,
  "reverses_id" TEXT,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "device_id" TEXT NOT NULL,
  "note" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "stock_movements_next" ("id", "location_id", "variant_id", "cause", "on_hand", "committed", "reserved", "damaged", "safety", "quality_control", "incoming", "document_kind", "document_id", "document_number", "reverses_id", "actor_id", "actor_name", "device_id", "note", "occurred_at", "month")
SELECT "id", "location_id", "variant_id", "cause", "on_hand", "committed", "reserved", "damaged", "safety", "quality_control", "incoming", "document_kind", "document_id", "document_number", "reverses_id", "actor_id", "actor_name", "device_id", "note", "occurred_at", "month" FROM "stock_movements";
DROP TABLE "stock_movements";
ALTER TABLE "stock_movements_next" RENAME TO "stock_movements";
CREATE INDEX "stock_movements_by_variant_id_occurred_at" ON "stock_movements" ("variant_id", "occurred_at");
CREATE INDEX "stock_movements_by_document_id" ON "stock_movements" ("document_id");
