-- Firms of other members of the EU that account for the tax themselves, by the VAT number that they gave.
ALTER TABLE "tax_zones" ADD COLUMN "reverse_charge" jsonb;
ALTER TABLE "checkouts" ADD COLUMN "vat_answer" jsonb;
ALTER TABLE "order_deliveries" ADD COLUMN "vat_evidence" jsonb;
ALTER TABLE "order_flags" DROP CONSTRAINT "order_flags_code_check";
ALTER TABLE "order_flags" ADD CONSTRAINT "order_flags_code_check" CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice', 'payment-disputed', 'serial-twice', 'layaway-twice', 'tax-own-rates', 'tax-refused', 'vat-unchecked'));
