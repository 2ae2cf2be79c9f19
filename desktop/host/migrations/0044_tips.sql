-- What customers gave the staff beyond what they bought, and what of it was paid out.
CREATE TABLE "tips" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('given', 'paid-out', 'given-back')),
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "way" TEXT NOT NULL CHECK ("way" IN ('cash', 'card')),
  "staff_id" TEXT NOT NULL,
  "staff_name" TEXT NOT NULL,
  "order_id" TEXT,
  "tender_id" TEXT,
  "register_id" TEXT NOT NULL,
  "session_id" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "tips_by_session_id" ON "tips" ("session_id");
CREATE INDEX "tips_by_order_id" ON "tips" ("order_id");
CREATE INDEX "tips_by_staff_id" ON "tips" ("staff_id");
CREATE TABLE "drawer_movements_next" (
  "id" TEXT NOT NULL,
  "session_id" TEXT NOT NULL,
  "register_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'refund', 'paid-in', 'paid-out', 'no-sale', 'tip')),
  "amount" INTEGER NOT NULL,
  "order_id" TEXT,
  "reason" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "drawer_movements_next" ("id", "session_id", "register_id", "kind", "amount", "order_id", "reason", "actor_name", "occurred_at")
SELECT "id", "session_id", "register_id", "kind", "amount", "order_id", "reason", "actor_name", "occurred_at" FROM "drawer_movements";
DROP TABLE "drawer_movements";
ALTER TABLE "drawer_movements_next" RENAME TO "drawer_movements";
CREATE INDEX "drawer_movements_by_session_id" ON "drawer_movements" ("session_id");
-- The books are kept in the cloud: none of their rows are here.
DROP TABLE "journal_entries";
CREATE TABLE "journal_entries" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sale', 'return', 'cancellation', 'refund', 'edit', 'payment', 'drawer-opened', 'cash-moved', 'drawer-closed', 'credit-moved', 'tip')),
  "cause_id" TEXT NOT NULL,
  "order_id" TEXT,
  "register_id" TEXT,
  "reference" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "business_date" TEXT NOT NULL,
  "occurred_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "journal_entries_by_business_date" ON "journal_entries" ("business_date");
CREATE INDEX "journal_entries_by_order_id" ON "journal_entries" ("order_id");
DROP TABLE "journal_lines";
CREATE TABLE "journal_lines" (
  "entry_id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "account" TEXT NOT NULL CHECK ("account" IN ('sales', 'refund', 'tax', 'shipping', 'fee', 'rounding', 'tender', 'drawer', 'due', 'safe', 'payout', 'variance', 'credit', 'goodwill', 'breakage', 'tips')),
  "detail" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "business_date" TEXT NOT NULL,
  PRIMARY KEY ("entry_id", "position")
) STRICT, WITHOUT ROWID;
CREATE INDEX "journal_lines_by_business_date_account" ON "journal_lines" ("business_date", "account");
-- A tip along with a part of a payment; of a card, keyed before it went to the terminal, or asked for there.
ALTER TABLE desk_basket_legs ADD COLUMN tip INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desk_card_attempts ADD COLUMN tip INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desk_card_attempts ADD COLUMN asks_tip TEXT;
