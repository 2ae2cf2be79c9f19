-- Each of several taxes of a line, frozen with it; and what a person gave at the till, with the reason.
ALTER TABLE "order_lines" ADD COLUMN "taxes" TEXT;
ALTER TABLE "order_lines" ADD COLUMN "by_hand" TEXT;
-- What a person gave on a line, or on the whole basket: JSON { unitPrice, percent, amount, reason }
ALTER TABLE desk_basket_lines ADD COLUMN by_hand TEXT;
ALTER TABLE desk_baskets ADD COLUMN by_hand TEXT;
