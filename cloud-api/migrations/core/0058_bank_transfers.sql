-- Money that arrived at the bank is a kind of tender.
ALTER TABLE "tenders" DROP CONSTRAINT "tenders_kind_check";
ALTER TABLE "tenders" ADD CONSTRAINT "tenders_kind_check" CHECK ("kind" IN ('cash', 'card', 'test', 'historical', 'gift-card', 'store-credit', 'online', 'exchange', 'bank'));
