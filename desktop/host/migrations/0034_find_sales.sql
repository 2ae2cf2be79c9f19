-- What somebody knows of a sale that they bring back: the last digits of the card, and what it came to.
CREATE INDEX tenders_last4 ON tenders (json_extract(card, '$.last4')) WHERE card IS NOT NULL;
CREATE INDEX orders_totals ON orders (total, placed_at) WHERE kind = 'sale';
