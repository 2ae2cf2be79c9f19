-- What shoppers say of products, how many stars each has, and which stores show it.
CREATE TABLE "product_reviews" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "product_id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "store_id" uuid,
  "stars" bigint NOT NULL,
  "title" text NOT NULL,
  "body" text NOT NULL,
  "name" text NOT NULL,
  "lang" text NOT NULL,
  "verified" boolean NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('waiting', 'shown', 'hidden')),
  "answer" text NOT NULL,
  "answered_at" timestamptz(3),
  "written_at" timestamptz(3) NOT NULL,
  "changed_at" timestamptz(3) NOT NULL,
  "revision" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "product_reviews_by_product_id_state_written_at" ON "product_reviews" ("tenant_id", "product_id", "state", "written_at");
CREATE INDEX "product_reviews_by_customer_id" ON "product_reviews" ("tenant_id", "customer_id");
CREATE INDEX "product_reviews_by_state_changed_at" ON "product_reviews" ("tenant_id", "state", "changed_at");
CREATE TABLE "review_sums" (
  "tenant_id" uuid NOT NULL,
  "product_id" uuid NOT NULL,
  "one" bigint NOT NULL,
  "two" bigint NOT NULL,
  "three" bigint NOT NULL,
  "four" bigint NOT NULL,
  "five" bigint NOT NULL,
  PRIMARY KEY ("tenant_id", "product_id")
);
CREATE TABLE "review_settings" (
  "tenant_id" uuid NOT NULL,
  "store_id" uuid NOT NULL,
  "mode" text NOT NULL CHECK ("mode" IN ('off', 'verified', 'checked')),
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "store_id")
);
-- Stores that are open already: the roles that came with Tillhouse get the new right, as those of a new store have it.
ALTER TABLE "roles" NO FORCE ROW LEVEL SECURITY;
UPDATE "roles" SET "permissions" = "permissions" || '["reviews.moderate"]'::jsonb
 WHERE "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002', '5d1c0a3e-0b0f-4d5e-9a57-000000000007')
   AND NOT "permissions" ? 'reviews.moderate';
ALTER TABLE "roles" FORCE ROW LEVEL SECURITY;
