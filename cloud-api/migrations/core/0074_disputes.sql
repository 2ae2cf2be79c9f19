-- Payments that shoppers had taken back, and what providers pay out and keep.
CREATE TABLE "payment_disputes" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "attempt_id" uuid NOT NULL,
  "provider" text NOT NULL,
  "reference" text NOT NULL,
  "amount" bigint NOT NULL,
  "taken" bigint NOT NULL,
  "currency" text NOT NULL,
  "reason" text NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('asked', 'open', 'review', 'won', 'lost')),
  "due_at" timestamptz(3),
  "revision" bigint NOT NULL,
  "opened_at" timestamptz(3) NOT NULL,
  "changed_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "payment_disputes_by_order_id" ON "payment_disputes" ("tenant_id", "order_id");
ALTER TABLE "order_flags" DROP CONSTRAINT "order_flags_code_check";
ALTER TABLE "order_flags" ADD CONSTRAINT "order_flags_code_check" CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice', 'payment-disputed'));
ALTER TABLE "journal_entries" DROP CONSTRAINT "journal_entries_kind_check";
ALTER TABLE "journal_entries" ADD CONSTRAINT "journal_entries_kind_check" CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'edit', 'payment', 'drawer-opened', 'cash-moved', 'drawer-closed', 'credit-moved', 'tip', 'points-moved', 'disputed', 'paid-out'));
ALTER TABLE "journal_lines" DROP CONSTRAINT "journal_lines_account_check";
ALTER TABLE "journal_lines" ADD CONSTRAINT "journal_lines_account_check" CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage', 'tips', 'points', 'loyalty', 'disputed', 'charges', 'bank'));
ALTER TABLE "books_lines" DROP CONSTRAINT "books_lines_account_check";
ALTER TABLE "books_lines" ADD CONSTRAINT "books_lines_account_check" CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage', 'tips', 'points', 'loyalty', 'disputed', 'charges', 'bank', 'exchange'));
