-- Of a sale that was split by item: which part a tender paid for, with its lines.
ALTER TABLE "tenders" ADD COLUMN "share" jsonb;
