-- Browsers that are shown news of an order: the cloud's alone, and empty here.
CREATE TABLE "order_pushes" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "customer_id" TEXT,
  "endpoint" TEXT NOT NULL,
  "p256dh" TEXT NOT NULL,
  "auth" TEXT NOT NULL,
  "locale" TEXT NOT NULL,
  "asked_at" INTEGER NOT NULL,
  "waiting" TEXT NOT NULL,
  "told" TEXT NOT NULL,
  "tries" INTEGER NOT NULL,
  "next_at" INTEGER NOT NULL,
  "ends_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "order_pushes_by_order_id" ON "order_pushes" ("order_id");
CREATE INDEX "order_pushes_by_customer_id" ON "order_pushes" ("customer_id");
