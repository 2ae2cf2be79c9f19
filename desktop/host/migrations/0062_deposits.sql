-- The container whose deposit is paid with each of a variant.
ALTER TABLE "variants" ADD COLUMN "deposit_id" TEXT;
CREATE INDEX "variants_by_deposit_id" ON "variants" ("deposit_id");
-- Containers that the customer brings back.
ALTER TABLE desk_basket_lines ADD COLUMN empties INTEGER NOT NULL DEFAULT 0;
