-- Money that a provider holds until goods are sent: how an order stands, its payments, what is wanted of them, and what a person
-- looks at. A check of a column is changed by making its table anew.
CREATE TABLE "orders_next" (
  "id" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "channel" TEXT NOT NULL CHECK ("channel" IN ('till', 'online', 'import')),
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'return')),
  "status" TEXT NOT NULL CHECK ("status" IN ('placed', 'closed', 'cancelled')),
  "payment_status" TEXT NOT NULL CHECK ("payment_status" IN ('paid', 'part-paid', 'authorised', 'unpaid', 'refunded')),
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
  "tax_relief" TEXT,
  "shipping_tax" INTEGER NOT NULL DEFAULT 0,
  "shipping_taxed" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "orders_next" ("id", "number", "channel", "kind", "status", "payment_status", "fulfilment_status", "customer_id", "customer_name", "location_id", "register_id", "session_id", "currency", "prices_include_tax", "subtotal", "discount_total", "tax_total", "shipping_total", "fee_total", "rounding", "total", "paid", "due", "units", "original_order_id", "historical", "external_ref", "actor_id", "actor_name", "device_id", "placed_at", "business_date", "business_hour", "month", "version", "tax_relief", "shipping_tax", "shipping_taxed")
SELECT "id", "number", "channel", "kind", "status", "payment_status", "fulfilment_status", "customer_id", "customer_name", "location_id", "register_id", "session_id", "currency", "prices_include_tax", "subtotal", "discount_total", "tax_total", "shipping_total", "fee_total", "rounding", "total", "paid", "due", "units", "original_order_id", "historical", "external_ref", "actor_id", "actor_name", "device_id", "placed_at", "business_date", "business_hour", "month", "version", "tax_relief", "shipping_tax", "shipping_taxed" FROM "orders";
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
CREATE INDEX "orders_by_session_id" ON "orders" ("session_id");
CREATE INDEX orders_filters ON orders (placed_at, total, currency, channel, payment_status, fulfilment_status, location_id, business_date);
CREATE INDEX orders_totals ON orders (total, placed_at) WHERE kind = 'sale';
CREATE TRIGGER orders_named AFTER INSERT ON orders WHEN new.customer_name <> '' BEGIN
  INSERT INTO desk_names_changed (kind, id) VALUES ('order', new.id);
END;
CREATE TABLE "order_flags_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "code" TEXT NOT NULL CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice', 'payment-disputed', 'serial-twice', 'layaway-twice', 'tax-own-rates', 'tax-refused', 'vat-unchecked', 'hold-ends', 'not-captured')),
  "details" TEXT NOT NULL,
  "placed_at" INTEGER NOT NULL,
  "raised_at" INTEGER NOT NULL,
  "resolved_at" INTEGER,
  "resolved_by" TEXT,
  "note" TEXT,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "order_flags_next" ("id", "order_id", "code", "details", "placed_at", "raised_at", "resolved_at", "resolved_by", "note", "month")
SELECT "id", "order_id", "code", "details", "placed_at", "raised_at", "resolved_at", "resolved_by", "note", "month" FROM "order_flags";
DROP TABLE "order_flags";
ALTER TABLE "order_flags_next" RENAME TO "order_flags";
CREATE INDEX "order_flags_by_order_id" ON "order_flags" ("order_id");
CREATE INDEX order_flags_open ON order_flags (order_id) WHERE resolved_at IS NULL;
CREATE TABLE "payment_attempts_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "provider" TEXT NOT NULL,
  "method" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('created', 'unknown', 'action', 'authorised', 'captured', 'declined', 'released', 'refunded')),
  "amount" INTEGER NOT NULL,
  "captured" INTEGER NOT NULL,
  "refunded" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "problem" TEXT NOT NULL,
  "instructions" TEXT NOT NULL DEFAULT '',
  "takes" TEXT NOT NULL CHECK ("takes" IN ('placed', 'sent')),
  "held_until" INTEGER,
  "in_parts" INTEGER NOT NULL,
  "started_at" INTEGER NOT NULL,
  "changed_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "payment_attempts_next" ("id", "order_id", "provider", "method", "state", "amount", "captured", "refunded", "currency", "reference", "problem", "instructions", "takes", "in_parts", "started_at", "changed_at", "month")
SELECT "id", "order_id", "provider", "method", "state", "amount", "captured", "refunded", "currency", "reference", "problem", "instructions", 'placed', 0, "started_at", "changed_at", "month" FROM "payment_attempts";
DROP TABLE "payment_attempts";
ALTER TABLE "payment_attempts_next" RENAME TO "payment_attempts";
CREATE INDEX "payment_attempts_by_order_id" ON "payment_attempts" ("order_id");
CREATE TABLE "provider_holds" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('held', 'taking', 'failed', 'over')),
  "to_take" INTEGER NOT NULL,
  "is_last" INTEGER NOT NULL,
  "again" INTEGER NOT NULL,
  "in_parts" INTEGER NOT NULL,
  "held_until" INTEGER,
  "takes_in_time" INTEGER NOT NULL,
  "is_told" INTEGER NOT NULL,
  "problem" TEXT NOT NULL,
  "tries" INTEGER NOT NULL,
  "next_at" INTEGER,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "provider_holds_by_order_id" ON "provider_holds" ("order_id");
CREATE INDEX "provider_holds_by_next_at" ON "provider_holds" ("next_at");
