-- Browsers that are shown news of an order, where their shoppers asked for it.
CREATE TABLE "order_pushes" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "customer_id" uuid,
  "endpoint" text NOT NULL,
  "p256dh" text NOT NULL,
  "auth" text NOT NULL,
  "locale" text NOT NULL,
  "asked_at" timestamptz(3) NOT NULL,
  "waiting" jsonb NOT NULL,
  "told" jsonb NOT NULL,
  "tries" bigint NOT NULL,
  "next_at" timestamptz(3) NOT NULL,
  "ends_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "order_pushes_by_order_id" ON "order_pushes" ("tenant_id", "order_id");
CREATE INDEX "order_pushes_by_customer_id" ON "order_pushes" ("tenant_id", "customer_id");
-- The sweeper asks every tenant's at once for what waits or is over.
CREATE INDEX order_pushes_due ON order_pushes (next_at);
