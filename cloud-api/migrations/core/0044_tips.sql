-- What customers gave the staff beyond what they bought, and what of it was paid out.
CREATE TABLE "tips" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('given', 'paid-out', 'given-back')),
  "amount" bigint NOT NULL,
  "currency" text NOT NULL,
  "way" text NOT NULL CHECK ("way" IN ('cash', 'card')),
  "staff_id" uuid NOT NULL,
  "staff_name" text NOT NULL,
  "order_id" uuid,
  "tender_id" uuid,
  "register_id" uuid NOT NULL,
  "session_id" uuid NOT NULL,
  "actor_name" text NOT NULL,
  "occurred_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "tips_by_session_id" ON "tips" ("tenant_id", "session_id");
CREATE INDEX "tips_by_order_id" ON "tips" ("tenant_id", "order_id");
CREATE INDEX "tips_by_staff_id" ON "tips" ("tenant_id", "staff_id");
ALTER TABLE "drawer_movements" DROP CONSTRAINT "drawer_movements_kind_check";
ALTER TABLE "drawer_movements" ADD CONSTRAINT "drawer_movements_kind_check" CHECK ("kind" IN ('sale', 'refund', 'paid-in', 'paid-out', 'no-sale', 'tip'));
ALTER TABLE "journal_entries" DROP CONSTRAINT "journal_entries_kind_check";
ALTER TABLE "journal_entries" ADD CONSTRAINT "journal_entries_kind_check" CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'edit', 'payment', 'drawer-opened', 'cash-moved', 'drawer-closed', 'credit-moved', 'tip'));
ALTER TABLE "journal_lines" DROP CONSTRAINT "journal_lines_account_check";
ALTER TABLE "journal_lines" ADD CONSTRAINT "journal_lines_account_check" CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage', 'tips'));
