-- Gift cards and store credit: what is owed to their holders, line by line.
CREATE TABLE "credit_accounts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('gift-card', 'store-credit')),
  "code_hash" text,
  "code_end" text NOT NULL,
  "customer_id" uuid,
  "currency" text NOT NULL,
  "balance" bigint NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('active', 'blocked')),
  "expires_on" date,
  "issued_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "credit_accounts_by_code_hash" ON "credit_accounts" ("tenant_id", "code_hash");
CREATE INDEX "credit_accounts_by_code_end" ON "credit_accounts" ("tenant_id", "code_end");
CREATE INDEX "credit_accounts_by_customer_id" ON "credit_accounts" ("tenant_id", "customer_id");
CREATE TABLE "credit_movements" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('sold', 'given', 'refunded', 'redeemed', 'released', 'brought-back', 'taken', 'expired', 'covered')),
  "amount" bigint NOT NULL,
  "order_id" uuid,
  "of_id" uuid,
  "reason" text NOT NULL,
  "actor_name" text NOT NULL,
  "device_id" uuid,
  "occurred_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "credit_movements_by_account_id_occurred_at" ON "credit_movements" ("tenant_id", "account_id", "occurred_at");
CREATE INDEX "credit_movements_by_order_id" ON "credit_movements" ("tenant_id", "order_id");
CREATE INDEX "credit_movements_by_of_id" ON "credit_movements" ("tenant_id", "of_id");
CREATE TABLE "credit_policies" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "months_good" bigint NOT NULL,
  "offline_amount" bigint NOT NULL,
  "presets" jsonb NOT NULL,
  "without_receipt" text NOT NULL CHECK ("without_receipt" IN ('refused', 'store-credit')),
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
ALTER TABLE "tenders" DROP CONSTRAINT "tenders_kind_check";
ALTER TABLE "tenders" ADD CONSTRAINT "tenders_kind_check" CHECK ("kind" IN ('cash', 'card', 'test', 'historical', 'gift-card', 'store-credit'));
ALTER TABLE "journal_entries" DROP CONSTRAINT "journal_entries_kind_check";
ALTER TABLE "journal_entries" ADD CONSTRAINT "journal_entries_kind_check" CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'edit', 'payment', 'drawer-opened', 'cash-moved', 'drawer-closed', 'credit-moved'));
ALTER TABLE "journal_lines" DROP CONSTRAINT "journal_lines_account_check";
ALTER TABLE "journal_lines" ADD CONSTRAINT "journal_lines_account_check" CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage'));
-- Stores that are open already: the roles that came with Tillhouse get the new rights, as those of a new store have them.
ALTER TABLE "roles" NO FORCE ROW LEVEL SECURITY;
UPDATE "roles" SET "permissions" = "permissions" || '["credit.view"]'::jsonb
 WHERE "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002',
     '5d1c0a3e-0b0f-4d5e-9a57-000000000004', '5d1c0a3e-0b0f-4d5e-9a57-000000000005', '5d1c0a3e-0b0f-4d5e-9a57-000000000007')
   AND NOT "permissions" ? 'credit.view';
UPDATE "roles" SET "permissions" = "permissions" || '["credit.issue"]'::jsonb
 WHERE "id" IN ('5d1c0a3e-0b0f-4d5e-9a57-000000000001', '5d1c0a3e-0b0f-4d5e-9a57-000000000002')
   AND NOT "permissions" ? 'credit.issue';
ALTER TABLE "roles" FORCE ROW LEVEL SECURITY;
