-- Receipts that are sent to somebody as a letter.
CREATE TABLE "receipt_letters" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "sent_to" text NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('waiting', 'sent', 'failed')),
  "tries" bigint NOT NULL,
  "next_at" timestamptz(3),
  "sent_at" timestamptz(3),
  "actor_name" text NOT NULL,
  "asked_at" timestamptz(3) NOT NULL,
  "month" text NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "receipt_letters_by_order_id" ON "receipt_letters" ("tenant_id", "order_id");
-- The sweeper asks every tenant's at once for what is due, which is little of it.
CREATE INDEX receipt_letters_due ON receipt_letters (next_at) WHERE next_at IS NOT NULL;
