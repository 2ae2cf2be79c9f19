-- What is in one of a variant, for the price of a unit beside its price.
ALTER TABLE "variants" ADD COLUMN "measure" TEXT;
