-- From how many years on a product is sold.
ALTER TABLE "products" ADD COLUMN "minimum_age" INTEGER;
-- What was said of the buyer's age for this basket, and by whom: JSON.
ALTER TABLE desk_baskets ADD COLUMN age TEXT;
