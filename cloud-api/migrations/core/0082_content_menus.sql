-- The menus in the head and at the foot of a shop on the web.
CREATE TABLE "content_menus" (
  "tenant_id" uuid NOT NULL,
  "place" text COLLATE "C" NOT NULL CHECK ("place" IN ('header', 'footer')),
  "items" jsonb,
  "revision" bigint NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "place")
);
