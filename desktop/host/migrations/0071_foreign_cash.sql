-- Cash of other currencies: what was handed over, and the rate it counted at.
ALTER TABLE "tenders" ADD COLUMN "foreign_cash" TEXT;
