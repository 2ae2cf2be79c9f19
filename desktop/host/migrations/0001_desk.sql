-- Written by tools/migrations/write.ts from shared/domains/*/schema.ts; a test holds both equal.
-- A desk holds one tenant, so no key carries one.

CREATE TABLE "store_settings" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "time_zone" TEXT NOT NULL,
  "prices_include_tax" INTEGER NOT NULL,
  "tax_rounding" TEXT NOT NULL CHECK ("tax_rounding" IN ('line', 'document')),
  "cash_rounding_increment" INTEGER NOT NULL,
  "cash_rounding_mode" TEXT NOT NULL CHECK ("cash_rounding_mode" IN ('half-up', 'up', 'down')),
  "return_limit" INTEGER NOT NULL,
  "receipt_footer" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "roles" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "permissions" TEXT NOT NULL,
  "built_in" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id"),
  UNIQUE ("name")
) STRICT, WITHOUT ROWID;
CREATE TABLE "staff" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "initials" TEXT NOT NULL,
  "email" TEXT,
  "role_id" TEXT NOT NULL,
  "home_location_id" TEXT,
  "pin_hash" TEXT,
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'away', 'left')),
  "status_note" TEXT,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "devices" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('desk', 'till', 'scanner')),
  "location_ids" TEXT NOT NULL,
  "register_id" TEXT,
  "public_key" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('enrolled', 'revoked')),
  "enrolled_at" INTEGER NOT NULL,
  "enrolled_by" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "products" (
  "id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "handle" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'draft', 'archived')),
  "category" TEXT NOT NULL,
  "supplier" TEXT NOT NULL,
  "tags" TEXT NOT NULL,
  "options" TEXT NOT NULL,
  "tax_class" TEXT NOT NULL,
  "image" TEXT,
  "sold_at_till" INTEGER NOT NULL,
  "sold_online" INTEGER NOT NULL,
  "external_ref" TEXT,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "updated_by" TEXT NOT NULL,
  PRIMARY KEY ("id"),
  UNIQUE ("handle")
) STRICT, WITHOUT ROWID;
CREATE INDEX "products_by_status_updated_at" ON "products" ("status", "updated_at");
CREATE INDEX "products_by_external_ref" ON "products" ("external_ref");
CREATE INDEX "products_by_title" ON "products" ("title");
CREATE TABLE "product_metafields" (
  "product_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("product_id", "name")
) STRICT, WITHOUT ROWID;
CREATE TABLE "variants" (
  "id" TEXT NOT NULL,
  "product_id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "title" TEXT NOT NULL,
  "option_values" TEXT NOT NULL,
  "sku" TEXT NOT NULL,
  "gtin" TEXT,
  "unit" TEXT NOT NULL,
  "scale" INTEGER NOT NULL,
  "tracked" INTEGER NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'archived')),
  "image" TEXT,
  "updated_at" INTEGER NOT NULL,
  "updated_by" TEXT NOT NULL,
  PRIMARY KEY ("id"),
  UNIQUE ("sku")
) STRICT, WITHOUT ROWID;
CREATE INDEX "variants_by_product_id_position" ON "variants" ("product_id", "position");
CREATE INDEX "variants_by_gtin" ON "variants" ("gtin");
CREATE TABLE "variant_costs" (
  "variant_id" TEXT NOT NULL,
  "cost" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("variant_id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "barcodes" (
  "code" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("code")
) STRICT, WITHOUT ROWID;
CREATE INDEX "barcodes_by_variant_id" ON "barcodes" ("variant_id");
CREATE TABLE "field_conflicts" (
  "id" TEXT NOT NULL,
  "subject" TEXT NOT NULL CHECK ("subject" IN ('product', 'variant')),
  "subject_id" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "base" TEXT NOT NULL,
  "kept" TEXT NOT NULL,
  "lost" TEXT NOT NULL,
  "lost_by" TEXT NOT NULL,
  "lost_at" INTEGER NOT NULL,
  "resolved_at" INTEGER,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "field_conflicts_by_subject_id" ON "field_conflicts" ("subject_id");
CREATE TABLE "customers" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "email" TEXT,
  "phone" TEXT,
  "city" TEXT,
  "country" TEXT,
  "note" TEXT NOT NULL,
  "external_ref" TEXT,
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'archived')),
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "customers_by_external_ref" ON "customers" ("external_ref");
CREATE INDEX "customers_by_name" ON "customers" ("name");
CREATE TABLE "locations" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "street" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('shop', 'warehouse')),
  "sells_online" TEXT NOT NULL CHECK ("sells_online" IN ('yes', 'no')),
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'closed')),
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id"),
  UNIQUE ("name")
) STRICT, WITHOUT ROWID;
CREATE TABLE "stock_levels" (
  "location_id" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "on_hand" INTEGER NOT NULL,
  "committed" INTEGER NOT NULL,
  "reserved" INTEGER NOT NULL,
  "damaged" INTEGER NOT NULL,
  "safety" INTEGER NOT NULL,
  "quality_control" INTEGER NOT NULL,
  "incoming" INTEGER NOT NULL,
  PRIMARY KEY ("variant_id", "location_id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "stock_levels_by_location_id" ON "stock_levels" ("location_id");
CREATE TABLE "stock_movements" (
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
  "document_kind" TEXT NOT NULL CHECK ("document_kind" IN ('order', 'purchase-order', 'receiving', 'adjustment', 'count', 'import')),
  "document_id" TEXT NOT NULL,
  "document_number" TEXT NOT NULL,
  "reverses_id" TEXT,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "device_id" TEXT NOT NULL,
  "note" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "stock_movements_by_variant_id_occurred_at" ON "stock_movements" ("variant_id", "occurred_at");
CREATE INDEX "stock_movements_by_document_id" ON "stock_movements" ("document_id");
CREATE TABLE "purchase_orders" (
  "id" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "supplier" TEXT NOT NULL,
  "location_id" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('open', 'received', 'cancelled')),
  "bay" TEXT NOT NULL,
  "expected_on" TEXT,
  "created_at" INTEGER NOT NULL,
  PRIMARY KEY ("id"),
  UNIQUE ("number")
) STRICT, WITHOUT ROWID;
CREATE INDEX "purchase_orders_by_location_id_status" ON "purchase_orders" ("location_id", "status");
CREATE TABLE "purchase_order_lines" (
  "id" TEXT NOT NULL,
  "purchase_order_id" TEXT NOT NULL,
  "location_id" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "ordered" INTEGER NOT NULL,
  "received" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "purchase_order_lines_by_purchase_order_id" ON "purchase_order_lines" ("purchase_order_id");
CREATE TABLE "stock_tasks" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('oversold', 'unknown-item', 'over-received', 'stock-not-moved')),
  "location_id" TEXT NOT NULL,
  "variant_id" TEXT,
  "document_id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "details" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('open', 'done')),
  "created_at" INTEGER NOT NULL,
  "done_at" INTEGER,
  "done_by" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "stock_tasks_by_status_created_at" ON "stock_tasks" ("status", "created_at");
CREATE TABLE "reservations" (
  "id" TEXT NOT NULL,
  "location_id" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "quantity" INTEGER NOT NULL,
  "order_id" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('held', 'consumed', 'released', 'expired')),
  "expires_at" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "reservations_by_order_id" ON "reservations" ("order_id");
CREATE INDEX "reservations_by_status_expires_at" ON "reservations" ("status", "expires_at");
CREATE TABLE "orders" (
  "id" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "channel" TEXT NOT NULL CHECK ("channel" IN ('till', 'online', 'import')),
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'return')),
  "status" TEXT NOT NULL CHECK ("status" IN ('placed', 'closed', 'cancelled')),
  "payment_status" TEXT NOT NULL CHECK ("payment_status" IN ('paid', 'part-paid', 'unpaid', 'refunded')),
  "fulfilment_status" TEXT NOT NULL CHECK ("fulfilment_status" IN ('handed-over', 'to-pick', 'shipped', 'none')),
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
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "orders_by_placed_at" ON "orders" ("placed_at");
CREATE INDEX "orders_by_business_date_business_hour" ON "orders" ("business_date", "business_hour");
CREATE INDEX "orders_by_customer_id" ON "orders" ("customer_id");
CREATE INDEX "orders_by_number" ON "orders" ("number");
CREATE INDEX "orders_by_external_ref" ON "orders" ("external_ref");
CREATE INDEX "orders_by_original_order_id" ON "orders" ("original_order_id");
CREATE TABLE "order_lines" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "original_line_id" TEXT,
  "position" INTEGER NOT NULL,
  "variant_id" TEXT,
  "title" TEXT NOT NULL,
  "variant_title" TEXT NOT NULL,
  "sku" TEXT NOT NULL,
  "quantity" INTEGER NOT NULL,
  "scale" INTEGER NOT NULL,
  "unit_price" INTEGER NOT NULL,
  "discount" INTEGER NOT NULL,
  "net" INTEGER NOT NULL,
  "tax" INTEGER NOT NULL,
  "total" INTEGER NOT NULL,
  "tax_class" TEXT NOT NULL,
  "tax_rate" TEXT NOT NULL,
  "business_date" TEXT NOT NULL,
  "placed_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "order_lines_by_order_id_position" ON "order_lines" ("order_id", "position");
CREATE INDEX "order_lines_by_variant_id" ON "order_lines" ("variant_id");
CREATE INDEX "order_lines_by_business_date" ON "order_lines" ("business_date");
CREATE INDEX "order_lines_by_original_line_id" ON "order_lines" ("original_line_id");
CREATE TABLE "tenders" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('cash', 'card', 'test', 'historical')),
  "amount" INTEGER NOT NULL,
  "given" INTEGER NOT NULL,
  "change" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "placed_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "tenders_by_order_id" ON "tenders" ("order_id");
CREATE TABLE "order_flags" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "code" TEXT NOT NULL CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked')),
  "details" TEXT NOT NULL,
  "placed_at" INTEGER NOT NULL,
  "raised_at" INTEGER NOT NULL,
  "resolved_at" INTEGER,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "order_flags_by_order_id" ON "order_flags" ("order_id");
CREATE TABLE "order_counters" (
  "series" TEXT NOT NULL,
  "last_number" INTEGER NOT NULL,
  PRIMARY KEY ("series")
) STRICT, WITHOUT ROWID;
CREATE TABLE "price_lists" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "is_default" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id"),
  UNIQUE ("name")
) STRICT, WITHOUT ROWID;
CREATE TABLE "prices" (
  "price_list_id" TEXT NOT NULL,
  "variant_id" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "compare_at" INTEGER,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("variant_id", "price_list_id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "tax_rates" (
  "tax_class" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "rate" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("tax_class")
) STRICT, WITHOUT ROWID;
CREATE TABLE "registers" (
  "id" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "location_id" TEXT NOT NULL,
  "generation" INTEGER NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'retired')),
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id"),
  UNIQUE ("code")
) STRICT, WITHOUT ROWID;
CREATE TABLE "receipt_counters" (
  "register_id" TEXT NOT NULL,
  "generation" INTEGER NOT NULL,
  "last_sequence" INTEGER NOT NULL,
  PRIMARY KEY ("register_id", "generation")
) STRICT, WITHOUT ROWID;
CREATE TABLE "receipts" (
  "id" TEXT NOT NULL,
  "register_id" TEXT NOT NULL,
  "generation" INTEGER NOT NULL,
  "sequence" INTEGER NOT NULL,
  "number" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "placed_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "receipts_by_register_id_generation_sequence" ON "receipts" ("register_id", "generation", "sequence");
CREATE INDEX "receipts_by_order_id" ON "receipts" ("order_id");
CREATE TABLE "register_sessions" (
  "id" TEXT NOT NULL,
  "register_id" TEXT NOT NULL,
  "opened_at" INTEGER NOT NULL,
  "opened_by_id" TEXT NOT NULL,
  "opened_by_name" TEXT NOT NULL,
  "float" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "register_sessions_by_register_id_opened_at" ON "register_sessions" ("register_id", "opened_at");
CREATE TABLE "register_closings" (
  "session_id" TEXT NOT NULL,
  "register_id" TEXT NOT NULL,
  "closed_at" INTEGER NOT NULL,
  "closed_by_id" TEXT NOT NULL,
  "closed_by_name" TEXT NOT NULL,
  "counted" INTEGER NOT NULL,
  "expected" INTEGER NOT NULL,
  "variance" INTEGER NOT NULL,
  "note" TEXT NOT NULL,
  PRIMARY KEY ("session_id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "drawer_movements" (
  "id" TEXT NOT NULL,
  "session_id" TEXT NOT NULL,
  "register_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'refund', 'paid-in', 'paid-out', 'no-sale')),
  "amount" INTEGER NOT NULL,
  "order_id" TEXT,
  "reason" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "drawer_movements_by_session_id" ON "drawer_movements" ("session_id");
CREATE TABLE "favourites" (
  "id" TEXT NOT NULL,
  "page" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "variant_id" TEXT NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "favourites_by_page_position" ON "favourites" ("page", "position");
