-- Of a sale that was split by item: which part a tender paid for, with its lines.
ALTER TABLE "tenders" ADD COLUMN "share" TEXT;
-- A basket that is split: JSON of its parts, each the shares of lines that one person pays; the part that is being paid, from 1;
-- and whether each gets a receipt of its own.
ALTER TABLE desk_baskets ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE desk_baskets ADD COLUMN open_part INTEGER;
ALTER TABLE desk_baskets ADD COLUMN own_receipts INTEGER NOT NULL DEFAULT 1;
-- What was taken for a part, what was handed over for it, and what coins rounded on it.
ALTER TABLE desk_basket_legs ADD COLUMN part INTEGER;
ALTER TABLE desk_basket_legs ADD COLUMN given INTEGER;
ALTER TABLE desk_basket_legs ADD COLUMN rounding INTEGER NOT NULL DEFAULT 0;
-- The receipt of one part.
ALTER TABLE desk_print_jobs ADD COLUMN part INTEGER;
