-- The closing record of a drawer is its Z report: numbered, what was sold, and sealed with the one before.
ALTER TABLE "register_closings" ADD COLUMN "generation" bigint;
ALTER TABLE "register_closings" ADD COLUMN "number" bigint;
ALTER TABLE "register_closings" ADD COLUMN "report" jsonb;
ALTER TABLE "register_closings" ADD COLUMN "previous_hash" text;
ALTER TABLE "register_closings" ADD COLUMN "hash" text;
CREATE INDEX "orders_by_session_id" ON "orders" ("tenant_id", "session_id");
