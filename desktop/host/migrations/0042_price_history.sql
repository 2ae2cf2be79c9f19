-- What prices were in the 30 days before they changed, and whether a store's pages say the lowest of them.
ALTER TABLE "prices" ADD COLUMN "history" TEXT;
ALTER TABLE "store_settings" ADD COLUMN "names_prior_price" INTEGER;
