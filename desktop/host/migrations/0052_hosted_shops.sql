-- The shop that the cloud itself shows for a store.
ALTER TABLE "store_settings" ADD COLUMN "slug" TEXT;
ALTER TABLE "store_settings" ADD COLUMN "hosted" TEXT;
