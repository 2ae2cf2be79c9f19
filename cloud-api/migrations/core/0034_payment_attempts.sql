-- What an online order promised its buyer and where they are reached, and how each try to pay it went.
ALTER TABLE "order_deliveries" ADD COLUMN "kind" text NOT NULL DEFAULT 'ship' CHECK ("kind" IN ('ship', 'pick-up'));
ALTER TABLE "order_deliveries" ADD COLUMN "earliest" date;
ALTER TABLE "order_deliveries" ADD COLUMN "latest" date;
ALTER TABLE "order_deliveries" ADD COLUMN "email" text;
ALTER TABLE "order_deliveries" ADD COLUMN "phone" text;
UPDATE "order_deliveries" SET "kind" = 'pick-up' WHERE "method" LIKE 'Collected at %';
CREATE TABLE "payment_attempts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "provider" text NOT NULL,
  "method" text NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('created', 'unknown', 'action', 'authorised', 'captured', 'declined', 'released', 'refunded')),
  "amount" bigint NOT NULL,
  "captured" bigint NOT NULL,
  "refunded" bigint NOT NULL,
  "currency" text NOT NULL,
  "reference" text NOT NULL,
  "problem" text NOT NULL,
  "started_at" timestamptz(3) NOT NULL,
  "changed_at" timestamptz(3) NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "payment_attempts_by_order_id" ON "payment_attempts" ("tenant_id", "order_id");
