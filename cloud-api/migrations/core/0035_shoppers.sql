-- Accounts of shoppers, and what they keep in them.
CREATE TABLE "shopper_accounts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "shopper_accounts_by_customer_id" ON "shopper_accounts" ("tenant_id", "customer_id");
CREATE TABLE "shopper_addresses" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "shopper_id" uuid NOT NULL,
  "address" jsonb NOT NULL,
  "usual" boolean NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "shopper_addresses_by_shopper_id" ON "shopper_addresses" ("tenant_id", "shopper_id");
ALTER TABLE "checkouts" ADD COLUMN "customer_id" uuid;

-- Who an address belongs to, and what was bought with it without signing in. Row-level security keeps a planner from asking an
-- index for what a function makes of a column, so the two questions are functions, held to the tenant of the transaction.
CREATE INDEX customers_by_email ON customers (tenant_id, lower(email)) WHERE email IS NOT NULL;
CREATE INDEX checkouts_by_email ON checkouts (tenant_id, lower(contact ->> 'email')) WHERE contact IS NOT NULL;
CREATE FUNCTION find_customer_by_email("wanted" text) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT c.id FROM public.customers c
     WHERE c.tenant_id = current_setting('app.tenant_id')::uuid AND lower(c.email) = wanted
       AND c.email IS NOT NULL AND c.status = 'active'
     ORDER BY c.updated_at DESC, c.id LIMIT 1
  $$;
CREATE FUNCTION find_checkouts_by_email("wanted" text) RETURNS TABLE ("id" uuid, "order_id" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
  AS $$
    SELECT c.id, c.order_id FROM public.checkouts c
     WHERE c.tenant_id = current_setting('app.tenant_id')::uuid AND lower(c.contact ->> 'email') = wanted
       AND c.contact IS NOT NULL
  $$;
REVOKE ALL ON FUNCTION find_customer_by_email(text), find_checkouts_by_email(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_customer_by_email(text), find_checkouts_by_email(text) TO app;
