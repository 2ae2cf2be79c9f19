-- Lists of orders by what still needs somebody: partial, so that a sale at a till, which is paid, handed over and closed at once,
-- is in none of them.
CREATE INDEX "orders_by_open_fulfilment" ON "orders" ("tenant_id", "fulfilment_status", "placed_at", "id")
  WHERE "fulfilment_status" <> 'handed-over';
CREATE INDEX "orders_by_open_payment" ON "orders" ("tenant_id", "payment_status", "placed_at", "id")
  WHERE "payment_status" <> 'paid';
CREATE INDEX "orders_by_open_status" ON "orders" ("tenant_id", "status", "placed_at", "id") WHERE "status" <> 'closed';
CREATE INDEX "orders_by_channel" ON "orders" ("tenant_id", "channel", "placed_at", "id") WHERE "channel" <> 'till';
CREATE INDEX "orders_returned" ON "orders" ("tenant_id", "placed_at", "id") WHERE "kind" = 'return';
CREATE INDEX "orders_by_customer_id_placed_at" ON "orders" ("tenant_id", "customer_id", "placed_at", "id")
  WHERE "customer_id" IS NOT NULL;
CREATE INDEX "orders_by_location" ON "orders" ("tenant_id", "location_id", "placed_at", "id");

-- Words of buyers' names, with the tenant as a word of its own, so that one index keeps tenants apart.
CREATE FUNCTION "words_of_buyer"("tenant" uuid, "name" text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog
  AS $$ SELECT to_tsvector('simple', 't' || replace(tenant::text, '-', '') || ' ' || name) $$;
CREATE INDEX "orders_by_words_of_buyer" ON "orders" USING gin ("words_of_buyer"("tenant_id", "customer_name"))
  WHERE "customer_name" <> '';

-- Text search is not leakproof, so row-level security would keep it from its index; this looks past it, with the tenant inside.
CREATE FUNCTION "find_orders_by_buyer"("wanted" text, "most" integer) RETURNS TABLE ("id" uuid, "placed_at" timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT o.id, o.placed_at FROM public.orders o
     WHERE public.words_of_buyer(o.tenant_id, o.customer_name)
             @@ to_tsquery('simple', 't' || replace(current_setting('app.tenant_id'), '-', '') || ' & ' || wanted)
       AND o.customer_name <> '' AND o.tenant_id = current_setting('app.tenant_id')::uuid
     ORDER BY o.placed_at DESC, o.id DESC LIMIT most
  $$;
REVOKE ALL ON FUNCTION "find_orders_by_buyer"(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "find_orders_by_buyer"(text, integer) TO app;
