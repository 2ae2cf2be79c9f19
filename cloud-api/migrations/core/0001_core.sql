-- Written by tools/migrations/write.ts from shared/domains/*/schema.ts; a test holds both equal.
-- Grants, forced row-level security and the publication come from platform/db/secure.ts after every migration.

CREATE TABLE "store_settings" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "currency" text NOT NULL,
  "time_zone" text NOT NULL,
  "prices_include_tax" boolean NOT NULL,
  "tax_rounding" text NOT NULL CHECK ("tax_rounding" IN ('line', 'document')),
  "cash_rounding_increment" bigint NOT NULL,
  "cash_rounding_mode" text NOT NULL CHECK ("cash_rounding_mode" IN ('half-up', 'up', 'down')),
  "return_limit" bigint NOT NULL,
  "receipt_footer" text NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE TABLE "roles" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "permissions" jsonb NOT NULL,
  "built_in" boolean NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id"),
  UNIQUE ("tenant_id", "name")
);
CREATE TABLE "staff" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "initials" text NOT NULL,
  "email" text,
  "role_id" uuid NOT NULL,
  "home_location_id" uuid,
  "pin_hash" text,
  "status" text NOT NULL CHECK ("status" IN ('active', 'away', 'left')),
  "status_note" text,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE TABLE "devices" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('desk', 'till', 'scanner')),
  "location_ids" jsonb NOT NULL,
  "register_id" uuid,
  "public_key" text NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('enrolled', 'revoked')),
  "enrolled_at" timestamptz(3) NOT NULL,
  "enrolled_by" uuid,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE TABLE "products" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "title" text NOT NULL,
  "handle" text COLLATE "C" NOT NULL,
  "description" text NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('active', 'draft', 'archived')),
  "category" text NOT NULL,
  "supplier" text NOT NULL,
  "tags" jsonb NOT NULL,
  "options" jsonb NOT NULL,
  "tax_class" text NOT NULL,
  "image" text,
  "sold_at_till" boolean NOT NULL,
  "sold_online" boolean NOT NULL,
  "external_ref" text,
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  "updated_by" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id"),
  UNIQUE ("tenant_id", "handle")
);
CREATE INDEX "products_by_status_updated_at" ON "products" ("tenant_id", "status", "updated_at");
CREATE INDEX "products_by_external_ref" ON "products" ("tenant_id", "external_ref");
CREATE INDEX "products_by_title" ON "products" ("tenant_id", "title");
CREATE TABLE "product_metafields" (
  "tenant_id" uuid NOT NULL,
  "product_id" uuid NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "value" text NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "product_id", "name")
);
CREATE TABLE "variants" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "product_id" uuid NOT NULL,
  "position" bigint NOT NULL,
  "title" text NOT NULL,
  "option_values" jsonb NOT NULL,
  "sku" text COLLATE "C" NOT NULL,
  "gtin" text,
  "unit" text NOT NULL,
  "scale" bigint NOT NULL,
  "tracked" boolean NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('active', 'archived')),
  "image" text,
  "updated_at" timestamptz(3) NOT NULL,
  "updated_by" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id"),
  UNIQUE ("tenant_id", "sku")
);
CREATE INDEX "variants_by_product_id_position" ON "variants" ("tenant_id", "product_id", "position");
CREATE INDEX "variants_by_gtin" ON "variants" ("tenant_id", "gtin");
CREATE TABLE "variant_costs" (
  "tenant_id" uuid NOT NULL,
  "variant_id" uuid NOT NULL,
  "cost" bigint NOT NULL,
  "currency" text NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "variant_id")
);
CREATE TABLE "barcodes" (
  "tenant_id" uuid NOT NULL,
  "code" text COLLATE "C" NOT NULL,
  "variant_id" uuid NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "code")
);
CREATE INDEX "barcodes_by_variant_id" ON "barcodes" ("tenant_id", "variant_id");
CREATE TABLE "field_conflicts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "subject" text NOT NULL CHECK ("subject" IN ('product', 'variant')),
  "subject_id" uuid NOT NULL,
  "field" text NOT NULL,
  "base" jsonb NOT NULL,
  "kept" jsonb NOT NULL,
  "lost" jsonb NOT NULL,
  "lost_by" text NOT NULL,
  "lost_at" timestamptz(3) NOT NULL,
  "resolved_at" timestamptz(3),
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "field_conflicts_by_subject_id" ON "field_conflicts" ("tenant_id", "subject_id");
CREATE TABLE "customers" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "email" text,
  "phone" text,
  "city" text,
  "country" text,
  "note" text NOT NULL,
  "external_ref" text,
  "status" text NOT NULL CHECK ("status" IN ('active', 'archived')),
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "customers_by_external_ref" ON "customers" ("tenant_id", "external_ref");
CREATE INDEX "customers_by_name" ON "customers" ("tenant_id", "name");
CREATE TABLE "locations" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "street" text NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('shop', 'warehouse')),
  "sells_online" text NOT NULL CHECK ("sells_online" IN ('yes', 'no')),
  "status" text NOT NULL CHECK ("status" IN ('active', 'closed')),
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id"),
  UNIQUE ("tenant_id", "name")
);
CREATE TABLE "stock_levels" (
  "tenant_id" uuid NOT NULL,
  "location_id" uuid NOT NULL,
  "variant_id" uuid NOT NULL,
  "on_hand" bigint NOT NULL,
  "committed" bigint NOT NULL,
  "reserved" bigint NOT NULL,
  "damaged" bigint NOT NULL,
  "safety" bigint NOT NULL,
  "quality_control" bigint NOT NULL,
  "incoming" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "variant_id", "location_id")
);
CREATE INDEX "stock_levels_by_location_id" ON "stock_levels" ("tenant_id", "location_id");
CREATE TABLE "stock_movements" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "location_id" uuid NOT NULL,
  "variant_id" uuid NOT NULL,
  "cause" text NOT NULL CHECK ("cause" IN ('sale', 'return', 'received', 'adjusted', 'counted', 'transfer', 'reserved', 'released', 'committed', 'fulfilled', 'opening')),
  "on_hand" bigint NOT NULL,
  "committed" bigint NOT NULL,
  "reserved" bigint NOT NULL,
  "damaged" bigint NOT NULL,
  "safety" bigint NOT NULL,
  "quality_control" bigint NOT NULL,
  "incoming" bigint NOT NULL,
  "document_kind" text NOT NULL CHECK ("document_kind" IN ('order', 'purchase-order', 'receiving', 'adjustment', 'count', 'import')),
  "document_id" uuid NOT NULL,
  "document_number" text NOT NULL,
  "reverses_id" uuid,
  "actor_id" uuid NOT NULL,
  "actor_name" text NOT NULL,
  "device_id" uuid NOT NULL,
  "note" text NOT NULL,
  "occurred_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "stock_movements_by_variant_id_occurred_at" ON "stock_movements" ("tenant_id", "variant_id", "occurred_at");
CREATE INDEX "stock_movements_by_document_id" ON "stock_movements" ("tenant_id", "document_id");
CREATE TABLE "purchase_orders" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "number" text COLLATE "C" NOT NULL,
  "supplier" text NOT NULL,
  "location_id" uuid NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('open', 'received', 'cancelled')),
  "bay" text NOT NULL,
  "expected_on" text,
  "created_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id"),
  UNIQUE ("tenant_id", "number")
);
CREATE INDEX "purchase_orders_by_location_id_status" ON "purchase_orders" ("tenant_id", "location_id", "status");
CREATE TABLE "purchase_order_lines" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "purchase_order_id" uuid NOT NULL,
  "location_id" uuid NOT NULL,
  "variant_id" uuid NOT NULL,
  "ordered" bigint NOT NULL,
  "received" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "purchase_order_lines_by_purchase_order_id" ON "purchase_order_lines" ("tenant_id", "purchase_order_id");
CREATE TABLE "stock_tasks" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('oversold', 'unknown-item', 'over-received', 'stock-not-moved')),
  "location_id" uuid NOT NULL,
  "variant_id" uuid,
  "document_id" uuid NOT NULL,
  "title" text NOT NULL,
  "details" jsonb NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('open', 'done')),
  "created_at" timestamptz(3) NOT NULL,
  "done_at" timestamptz(3),
  "done_by" text,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "stock_tasks_by_status_created_at" ON "stock_tasks" ("tenant_id", "status", "created_at");
CREATE TABLE "reservations" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "location_id" uuid NOT NULL,
  "variant_id" uuid NOT NULL,
  "quantity" bigint NOT NULL,
  "order_id" uuid NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('held', 'consumed', 'released', 'expired')),
  "expires_at" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "reservations_by_order_id" ON "reservations" ("tenant_id", "order_id");
CREATE INDEX "reservations_by_status_expires_at" ON "reservations" ("tenant_id", "status", "expires_at");
CREATE TABLE "orders" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "number" text NOT NULL,
  "channel" text NOT NULL CHECK ("channel" IN ('till', 'online', 'import')),
  "kind" text NOT NULL CHECK ("kind" IN ('sale', 'return')),
  "status" text NOT NULL CHECK ("status" IN ('placed', 'closed', 'cancelled')),
  "payment_status" text NOT NULL CHECK ("payment_status" IN ('paid', 'part-paid', 'unpaid', 'refunded')),
  "fulfilment_status" text NOT NULL CHECK ("fulfilment_status" IN ('handed-over', 'to-pick', 'shipped', 'none')),
  "customer_id" uuid,
  "customer_name" text NOT NULL,
  "location_id" uuid NOT NULL,
  "register_id" uuid,
  "session_id" uuid,
  "currency" text NOT NULL,
  "prices_include_tax" boolean NOT NULL,
  "subtotal" bigint NOT NULL,
  "discount_total" bigint NOT NULL,
  "tax_total" bigint NOT NULL,
  "shipping_total" bigint NOT NULL,
  "rounding" bigint NOT NULL,
  "total" bigint NOT NULL,
  "paid" bigint NOT NULL,
  "due" bigint NOT NULL,
  "units" bigint NOT NULL,
  "original_order_id" uuid,
  "historical" boolean NOT NULL,
  "external_ref" text,
  "actor_id" uuid,
  "actor_name" text NOT NULL,
  "device_id" uuid,
  "placed_at" timestamptz(3) NOT NULL,
  "business_date" date NOT NULL,
  "business_hour" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "orders_by_placed_at" ON "orders" ("tenant_id", "placed_at");
CREATE INDEX "orders_by_business_date_business_hour" ON "orders" ("tenant_id", "business_date", "business_hour");
CREATE INDEX "orders_by_customer_id" ON "orders" ("tenant_id", "customer_id");
CREATE INDEX "orders_by_number" ON "orders" ("tenant_id", "number");
CREATE INDEX "orders_by_external_ref" ON "orders" ("tenant_id", "external_ref");
CREATE INDEX "orders_by_original_order_id" ON "orders" ("tenant_id", "original_order_id");
CREATE TABLE "order_lines" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "original_line_id" uuid,
  "position" bigint NOT NULL,
  "variant_id" uuid,
  "title" text NOT NULL,
  "variant_title" text NOT NULL,
  "sku" text NOT NULL,
  "quantity" bigint NOT NULL,
  "scale" bigint NOT NULL,
  "unit_price" bigint NOT NULL,
  "discount" bigint NOT NULL,
  "net" bigint NOT NULL,
  "tax" bigint NOT NULL,
  "total" bigint NOT NULL,
  "tax_class" text NOT NULL,
  "tax_rate" text NOT NULL,
  "business_date" date NOT NULL,
  "placed_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "order_lines_by_order_id_position" ON "order_lines" ("tenant_id", "order_id", "position");
CREATE INDEX "order_lines_by_variant_id" ON "order_lines" ("tenant_id", "variant_id");
CREATE INDEX "order_lines_by_business_date" ON "order_lines" ("tenant_id", "business_date");
CREATE INDEX "order_lines_by_original_line_id" ON "order_lines" ("tenant_id", "original_line_id");
CREATE TABLE "tenders" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('cash', 'card', 'test', 'historical')),
  "amount" bigint NOT NULL,
  "given" bigint NOT NULL,
  "change" bigint NOT NULL,
  "currency" text NOT NULL,
  "reference" text NOT NULL,
  "placed_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "tenders_by_order_id" ON "tenders" ("tenant_id", "order_id");
CREATE TABLE "order_flags" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "code" text NOT NULL CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked')),
  "details" jsonb NOT NULL,
  "placed_at" timestamptz(3) NOT NULL,
  "raised_at" timestamptz(3) NOT NULL,
  "resolved_at" timestamptz(3),
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "order_flags_by_order_id" ON "order_flags" ("tenant_id", "order_id");
CREATE TABLE "order_counters" (
  "tenant_id" uuid NOT NULL,
  "series" text COLLATE "C" NOT NULL,
  "last_number" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "series")
);
CREATE TABLE "price_lists" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "currency" text NOT NULL,
  "is_default" boolean NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id"),
  UNIQUE ("tenant_id", "name")
);
CREATE TABLE "prices" (
  "tenant_id" uuid NOT NULL,
  "price_list_id" uuid NOT NULL,
  "variant_id" uuid NOT NULL,
  "amount" bigint NOT NULL,
  "compare_at" bigint,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "variant_id", "price_list_id")
);
CREATE TABLE "tax_rates" (
  "tenant_id" uuid NOT NULL,
  "tax_class" text COLLATE "C" NOT NULL,
  "name" text NOT NULL,
  "rate" text NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "tax_class")
);
CREATE TABLE "registers" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "code" text COLLATE "C" NOT NULL,
  "name" text NOT NULL,
  "location_id" uuid NOT NULL,
  "generation" bigint NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('active', 'retired')),
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id"),
  UNIQUE ("tenant_id", "code")
);
CREATE TABLE "receipt_counters" (
  "tenant_id" uuid NOT NULL,
  "register_id" uuid NOT NULL,
  "generation" bigint NOT NULL,
  "last_sequence" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "register_id", "generation")
);
CREATE TABLE "receipts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "register_id" uuid NOT NULL,
  "generation" bigint NOT NULL,
  "sequence" bigint NOT NULL,
  "number" text NOT NULL,
  "order_id" uuid NOT NULL,
  "placed_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "receipts_by_register_id_generation_sequence" ON "receipts" ("tenant_id", "register_id", "generation", "sequence");
CREATE INDEX "receipts_by_order_id" ON "receipts" ("tenant_id", "order_id");
CREATE TABLE "register_sessions" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "register_id" uuid NOT NULL,
  "opened_at" timestamptz(3) NOT NULL,
  "opened_by_id" uuid NOT NULL,
  "opened_by_name" text NOT NULL,
  "float" bigint NOT NULL,
  "currency" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "register_sessions_by_register_id_opened_at" ON "register_sessions" ("tenant_id", "register_id", "opened_at");
CREATE TABLE "register_closings" (
  "tenant_id" uuid NOT NULL,
  "session_id" uuid NOT NULL,
  "register_id" uuid NOT NULL,
  "closed_at" timestamptz(3) NOT NULL,
  "closed_by_id" uuid NOT NULL,
  "closed_by_name" text NOT NULL,
  "counted" bigint NOT NULL,
  "expected" bigint NOT NULL,
  "variance" bigint NOT NULL,
  "note" text NOT NULL,
  PRIMARY KEY ("tenant_id", "session_id")
);
CREATE TABLE "drawer_movements" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "session_id" uuid NOT NULL,
  "register_id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('sale', 'refund', 'paid-in', 'paid-out', 'no-sale')),
  "amount" bigint NOT NULL,
  "order_id" uuid,
  "reason" text NOT NULL,
  "actor_name" text NOT NULL,
  "occurred_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "drawer_movements_by_session_id" ON "drawer_movements" ("tenant_id", "session_id");
CREATE TABLE "favourites" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "page" text NOT NULL,
  "position" bigint NOT NULL,
  "variant_id" uuid NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "favourites_by_page_position" ON "favourites" ("tenant_id", "page", "position");
