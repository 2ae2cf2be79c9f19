-- All that words find, in no order: who counts what is found puts it in order itself, and needs no rank of two thousand.
-- Looks past row-level security as find_products does, with the tenant inside.
CREATE FUNCTION "match_products"("wanted" text, "most" integer) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT p.id FROM public.products p
     WHERE public.words_of_product(p.tenant_id, p.title, p.category, p.supplier)
             @@ to_tsquery('simple', 't' || replace(current_setting('app.tenant_id'), '-', '') || ' & ' || wanted)
       AND p.status = 'active' AND p.sold_online AND p.tenant_id = current_setting('app.tenant_id')::uuid
     LIMIT most
  $$;
REVOKE ALL ON FUNCTION "match_products"(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "match_products"(text, integer) TO app;
