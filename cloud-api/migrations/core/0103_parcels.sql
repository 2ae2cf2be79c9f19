-- What happens to parcels on their way, and since when goods lie ready for whoever comes for them.
ALTER TABLE "fulfilments" ADD COLUMN "state" text CHECK ("state" IN ('label', 'in-transit', 'exception', 'out-for-delivery', 'ready-to-collect', 'delivered', 'returned'));
ALTER TABLE "fulfilments" ADD COLUMN "state_at" timestamptz(3);
ALTER TABLE "order_deliveries" ADD COLUMN "ready_at" timestamptz(3);
CREATE TABLE "parcel_events" (
  "tenant_id" uuid NOT NULL,
  "fulfilment_id" uuid NOT NULL,
  "mark" text COLLATE "C" NOT NULL,
  "order_id" uuid NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('label', 'in-transit', 'exception', 'out-for-delivery', 'ready-to-collect', 'delivered', 'returned')),
  "at" timestamptz(3) NOT NULL,
  "place" text NOT NULL,
  "words" text NOT NULL,
  "source" text NOT NULL,
  "actor_id" uuid NOT NULL,
  "actor_name" text NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "fulfilment_id", "mark")
);
CREATE INDEX "parcel_events_by_order_id" ON "parcel_events" ("tenant_id", "order_id");
-- Letters about what happened to orders, to who bought them.
CREATE TABLE "order_letters" (
  "tenant_id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "about" text COLLATE "C" NOT NULL,
  "next_at" timestamptz(3),
  "tries" bigint NOT NULL,
  "sent_at" timestamptz(3),
  "tracking" text NOT NULL,
  PRIMARY KEY ("tenant_id", "order_id", "about")
);
-- The sweeper asks every tenant's at once for what waits.
CREATE INDEX order_letters_due ON order_letters (next_at) WHERE next_at IS NOT NULL;
