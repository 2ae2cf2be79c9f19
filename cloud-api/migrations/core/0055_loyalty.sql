-- Points of customers: the programme, who has how many, and each line that moved them.
CREATE TABLE "loyalty_programmes" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('running', 'stopped')),
  "currency" text NOT NULL,
  "point_value" bigint NOT NULL,
  "points_per_unit" bigint NOT NULL,
  "redeem_from" bigint NOT NULL,
  "offline_points" bigint NOT NULL,
  "months_good" bigint NOT NULL,
  "tiers" jsonb NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE TABLE "point_accounts" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "balance" bigint NOT NULL,
  "opened_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE TABLE "point_movements" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('earned', 'taken-back', 'redeemed', 'given', 'taken', 'expired')),
  "points" bigint NOT NULL,
  "order_id" uuid,
  "reason" text NOT NULL,
  "actor_name" text NOT NULL,
  "device_id" uuid,
  "occurred_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "point_movements_by_customer_id_occurred_at" ON "point_movements" ("tenant_id", "customer_id", "occurred_at");
CREATE INDEX "point_movements_by_order_id" ON "point_movements" ("tenant_id", "order_id");
ALTER TABLE "credit_movements" DROP CONSTRAINT "credit_movements_kind_check";
ALTER TABLE "credit_movements" ADD CONSTRAINT "credit_movements_kind_check" CHECK ("kind" IN ('sold', 'given', 'from-points', 'refunded', 'redeemed', 'released', 'brought-back', 'taken', 'expired', 'covered'));
ALTER TABLE "journal_entries" DROP CONSTRAINT "journal_entries_kind_check";
ALTER TABLE "journal_entries" ADD CONSTRAINT "journal_entries_kind_check" CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'edit', 'payment', 'drawer-opened', 'cash-moved', 'drawer-closed', 'credit-moved', 'tip', 'points-moved'));
ALTER TABLE "journal_lines" DROP CONSTRAINT "journal_lines_account_check";
ALTER TABLE "journal_lines" ADD CONSTRAINT "journal_lines_account_check" CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage', 'tips', 'points', 'loyalty'));
