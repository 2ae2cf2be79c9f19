-- A provider of taxes did not answer, or refused to keep an order: a person looks at it.
ALTER TABLE "order_flags" DROP CONSTRAINT "order_flags_code_check";
ALTER TABLE "order_flags" ADD CONSTRAINT "order_flags_code_check" CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice', 'payment-disputed', 'serial-twice', 'layaway-twice', 'tax-own-rates', 'tax-refused'));
