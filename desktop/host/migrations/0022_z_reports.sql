-- The closing record of a drawer is its Z report: numbered, what was sold, and sealed with the one before.
ALTER TABLE "register_closings" ADD COLUMN "generation" INTEGER;
ALTER TABLE "register_closings" ADD COLUMN "number" INTEGER;
ALTER TABLE "register_closings" ADD COLUMN "report" TEXT;
ALTER TABLE "register_closings" ADD COLUMN "previous_hash" TEXT;
ALTER TABLE "register_closings" ADD COLUMN "hash" TEXT;
CREATE INDEX "orders_by_session_id" ON "orders" ("session_id");
