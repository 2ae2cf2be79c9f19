-- What a card terminal said of a payment that a till took through it: approval, brand and last four digits.
ALTER TABLE "tenders" ADD COLUMN "card" jsonb;
