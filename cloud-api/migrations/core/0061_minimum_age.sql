-- From how many years on a product is sold.
ALTER TABLE "products" ADD COLUMN "minimum_age" bigint;
