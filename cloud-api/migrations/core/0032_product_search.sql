-- Words that a product is found by, its title before its category and its maker, with the tenant as a word of its own, so that
-- one index keeps tenants apart. Only what a page shows is in it.
CREATE FUNCTION "words_of_product"("tenant" uuid, "title" text, "category" text, "supplier" text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog
  AS $$ SELECT setweight(to_tsvector('simple', title), 'A')
            || setweight(to_tsvector('simple', 't' || replace(tenant::text, '-', '') || ' ' || category || ' ' || supplier), 'C') $$;
CREATE INDEX "products_by_words" ON "products" USING gin ("words_of_product"("tenant_id", "title", "category", "supplier"))
  WHERE "status" = 'active' AND "sold_online";

-- Text search is not leakproof, so row-level security would keep it from its index; this looks past it, with the tenant inside.
CREATE FUNCTION "find_products"("wanted" text, "most" integer) RETURNS TABLE ("id" uuid, "place" bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT f.id, row_number() OVER (ORDER BY f.rank DESC, f.title, f.id)
      FROM (
        SELECT p.id, p.title,
               ts_rank(public.words_of_product(p.tenant_id, p.title, p.category, p.supplier), to_tsquery('simple', wanted)) AS rank
          FROM public.products p
         WHERE public.words_of_product(p.tenant_id, p.title, p.category, p.supplier)
                 @@ to_tsquery('simple', 't' || replace(current_setting('app.tenant_id'), '-', '') || ' & ' || wanted)
           AND p.status = 'active' AND p.sold_online AND p.tenant_id = current_setting('app.tenant_id')::uuid
         LIMIT 2000
      ) f
     ORDER BY f.rank DESC, f.title, f.id LIMIT most
  $$;
REVOKE ALL ON FUNCTION "find_products"(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "find_products"(text, integer) TO app;
