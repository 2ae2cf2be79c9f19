-- What happens to parcels on their way, and since when goods lie ready for whoever comes for them.
ALTER TABLE "fulfilments" ADD COLUMN "state" TEXT CHECK ("state" IN ('label', 'in-transit', 'exception', 'out-for-delivery', 'ready-to-collect', 'delivered', 'returned'));
ALTER TABLE "fulfilments" ADD COLUMN "state_at" INTEGER;
ALTER TABLE "order_deliveries" ADD COLUMN "ready_at" INTEGER;
CREATE TABLE "parcel_events" (
  "fulfilment_id" TEXT NOT NULL,
  "mark" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('label', 'in-transit', 'exception', 'out-for-delivery', 'ready-to-collect', 'delivered', 'returned')),
  "at" INTEGER NOT NULL,
  "place" TEXT NOT NULL,
  "words" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "recorded_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("fulfilment_id", "mark")
) STRICT, WITHOUT ROWID;
CREATE INDEX "parcel_events_by_order_id" ON "parcel_events" ("order_id");
-- Letters about what happened to orders: the cloud's alone, and empty here.
CREATE TABLE "order_letters" (
  "order_id" TEXT NOT NULL,
  "about" TEXT NOT NULL,
  "next_at" INTEGER,
  "tries" INTEGER NOT NULL,
  "sent_at" INTEGER,
  "tracking" TEXT NOT NULL,
  PRIMARY KEY ("order_id", "about")
) STRICT, WITHOUT ROWID;
