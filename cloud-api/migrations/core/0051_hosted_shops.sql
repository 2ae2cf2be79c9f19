-- The shop that the cloud itself shows for a store, below its own address or at one of the store's.
ALTER TABLE "store_settings" ADD COLUMN "slug" text;
ALTER TABLE "store_settings" ADD COLUMN "hosted" jsonb;
-- One place on the web: the second store that wants it is refused, and not told by whom.
CREATE UNIQUE INDEX "store_settings_everywhere_by_slug" ON "store_settings" ("slug");

-- Who asks a page has no tenant yet: the address says whose it is. Shops that are not open are as if they were not there.
CREATE FUNCTION "find_hosted_shop"("at_host" text, "at_slug" text)
  RETURNS TABLE ("tenant_id" uuid, "store_id" uuid, "slug" text, "hosted" jsonb, "domains" text[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT s.tenant_id, s.id, s.slug, s.hosted,
           ARRAY(SELECT d.domain FROM public.store_domains d
                  WHERE d.tenant_id = s.tenant_id AND d.store_id = s.id ORDER BY d.domain)
      FROM public.store_settings s
     WHERE s.slug IS NOT NULL AND s.closed_at IS NULL AND s.hosted @> '{"open": true}'
       AND CASE WHEN at_slug IS NULL
             THEN (s.tenant_id, s.id) IN (SELECT d.tenant_id, d.store_id FROM public.store_domains d WHERE d.domain = at_host)
             ELSE s.slug = at_slug END
  $$;
REVOKE ALL ON FUNCTION "find_hosted_shop"(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "find_hosted_shop"(text, text) TO app;
