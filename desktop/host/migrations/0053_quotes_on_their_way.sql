-- Codes on drafts and quotes, quotes that are mailed, and those that lie in the basket of a till.
ALTER TABLE "order_drafts" ADD COLUMN "coupons" TEXT;
ALTER TABLE "order_drafts" ADD COLUMN "mail_to" TEXT;
ALTER TABLE "order_drafts" ADD COLUMN "mail_at" INTEGER;
ALTER TABLE "order_drafts" ADD COLUMN "mail_tries" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "order_drafts" ADD COLUMN "mailed_at" INTEGER;
-- Which draft a basket sells, and per line which of its lines at the price that was quoted.
ALTER TABLE desk_baskets ADD COLUMN draft_id TEXT;
ALTER TABLE desk_basket_lines ADD COLUMN quoted TEXT;
