-- Orders leave in parts, are held and are edited: what left of each line, where it goes, and a version that whoever edits has
-- seen. A check of a column is changed by making its table anew.
CREATE TABLE "orders_next" (
  "id" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "channel" TEXT NOT NULL CHECK ("channel" IN ('till', 'online', 'import')),
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'return')),
  "status" TEXT NOT NULL CHECK ("status" IN ('placed', 'closed', 'cancelled')),
  "payment_status" TEXT NOT NULL CHECK ("payment_status" IN ('paid', 'part-paid', 'unpaid', 'refunded')),
  "fulfilment_status" TEXT NOT NULL CHECK ("fulfilment_status" IN ('handed-over', 'to-pick', 'part-shipped', 'held', 'shipped', 'none')),
  "customer_id" TEXT,
  "customer_name" TEXT NOT NULL,
  "location_id" TEXT NOT NULL,
  "register_id" TEXT,
  "session_id" TEXT,
  "currency" TEXT NOT NULL,
  "prices_include_tax" INTEGER NOT NULL,
  "subtotal" INTEGER NOT NULL,
  "discount_total" INTEGER NOT NULL,
  "tax_total" INTEGER NOT NULL,
  "shipping_total" INTEGER NOT NULL,
  "fee_total" INTEGER NOT NULL,
  "rounding" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "paid" INTEGER NOT NULL,
  "due" INTEGER NOT NULL,
  "units" INTEGER NOT NULL,
  "original_order_id" TEXT,
  "historical" INTEGER NOT NULL,
  "external_ref" TEXT,
  "actor_id" TEXT,
  "actor_name" TEXT NOT NULL,
  "device_id" TEXT,
  "placed_at" INTEGER NOT NULL,
  "business_date" TEXT NOT NULL,
  "business_hour" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "orders_next" ("id", "number", "channel", "kind", "status", "payment_status", "fulfilment_status", "customer_id", "customer_name", "location_id", "register_id", "session_id", "currency", "prices_include_tax", "subtotal", "discount_total", "tax_total", "shipping_total", "fee_total", "rounding", "total", "paid", "due", "units", "original_order_id", "historical", "external_ref", "actor_id", "actor_name", "device_id", "placed_at", "business_date", "business_hour", "month", "version")
SELECT "id", "number", "channel", "kind", "status", "payment_status", "fulfilment_status", "customer_id", "customer_name", "location_id", "register_id", "session_id", "currency", "prices_include_tax", "subtotal", "discount_total", "tax_total", "shipping_total", "fee_total", "rounding", "total", "paid", "due", "units", "original_order_id", "historical", "external_ref", "actor_id", "actor_name", "device_id", "placed_at", "business_date", "business_hour", "month", 1 FROM "orders";
DROP TABLE "orders";
ALTER TABLE "orders_next" RENAME TO "orders";
CREATE INDEX "orders_by_placed_at" ON "orders" ("placed_at");
CREATE INDEX "orders_by_business_date_business_hour" ON "orders" ("business_date", "business_hour");
CREATE INDEX "orders_by_customer_id" ON "orders" ("customer_id");
CREATE INDEX "orders_by_number" ON "orders" ("number");
CREATE INDEX "orders_by_external_ref" ON "orders" ("external_ref");
CREATE INDEX "orders_by_original_order_id" ON "orders" ("original_order_id");
CREATE INDEX orders_days ON orders (business_date, business_hour, channel, register_id, status, total, currency);
CREATE INDEX orders_list ON orders (placed_at, total, currency);
CREATE INDEX orders_to_ship ON orders (placed_at, total, currency) WHERE fulfilment_status IN ('to-pick', 'part-shipped', 'held') AND status <> 'cancelled';
CREATE INDEX orders_unpaid ON orders (placed_at, total, currency) WHERE payment_status IN ('unpaid', 'part-paid') AND status <> 'cancelled';
CREATE INDEX orders_returns ON orders (placed_at, total, currency) WHERE kind = 'return';
CREATE TRIGGER orders_named AFTER INSERT ON orders WHEN new.customer_name <> '' BEGIN
  INSERT INTO desk_names_changed (kind, id) VALUES ('order', new.id);
END;
CREATE TABLE "order_changes_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('note', 'fulfilled', 'cancelled', 'refunded', 'edited', 'held', 'released', 'collected')),
  "before" TEXT NOT NULL,
  "after" TEXT NOT NULL,
  "note" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "order_changes_next" ("id", "order_id", "kind", "before", "after", "note", "actor_id", "actor_name", "occurred_at", "month")
SELECT "id", "order_id", "kind", "before", "after", "note", "actor_id", "actor_name", "occurred_at", "month" FROM "order_changes";
DROP TABLE "order_changes";
ALTER TABLE "order_changes_next" RENAME TO "order_changes";
CREATE INDEX "order_changes_by_order_id_occurred_at" ON "order_changes" ("order_id", "occurred_at");
CREATE TABLE "journal_entries_next" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'edit', 'payment', 'drawer-opened', 'cash-moved', 'drawer-closed')),
  "cause_id" TEXT NOT NULL,
  "order_id" TEXT,
  "register_id" TEXT,
  "reference" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "business_date" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
DROP TABLE "journal_entries";
ALTER TABLE "journal_entries_next" RENAME TO "journal_entries";
CREATE INDEX "journal_entries_by_business_date" ON "journal_entries" ("business_date");
CREATE INDEX "journal_entries_by_order_id" ON "journal_entries" ("order_id");
CREATE TABLE "fulfilments" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "location_id" TEXT NOT NULL,
  "how" TEXT NOT NULL CHECK ("how" IN ('shipped', 'handed-over')),
  "carrier" TEXT NOT NULL,
  "tracking" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "fulfilments_by_order_id_occurred_at" ON "fulfilments" ("order_id", "occurred_at");
CREATE TABLE "fulfilment_lines" (
  "fulfilment_id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "quantity" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("fulfilment_id", "line_id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "fulfilment_lines_by_order_id" ON "fulfilment_lines" ("order_id");
CREATE INDEX "fulfilment_lines_by_line_id" ON "fulfilment_lines" ("line_id");
CREATE TABLE "order_deliveries" (
  "order_id" TEXT NOT NULL,
  "recipient" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "country" TEXT,
  "method" TEXT NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("order_id")
) STRICT, WITHOUT ROWID;
