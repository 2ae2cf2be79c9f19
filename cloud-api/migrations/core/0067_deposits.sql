-- The container whose deposit is paid with each of a variant.
ALTER TABLE "variants" ADD COLUMN "deposit_id" uuid;
CREATE INDEX "variants_by_deposit_id" ON "variants" ("tenant_id", "deposit_id");
