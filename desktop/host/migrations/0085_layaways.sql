-- Goods that were put aside or ordered for a customer at a till; what was paid on them is a kind of credit and of tender.
CREATE TABLE "layaways" (
  "id" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('layaway', 'special-order')),
  "status" TEXT NOT NULL CHECK ("status" IN ('open', 'handed-over', 'ended')),
  "location_id" TEXT NOT NULL,
  "customer_id" TEXT NOT NULL,
  "customer_name" TEXT NOT NULL,
  "currency" TEXT NOT NULL,
  "content" TEXT NOT NULL,
  "total" INTEGER NOT NULL,
  "due_on" TEXT NOT NULL,
  "note" TEXT NOT NULL,
  "ready_at" INTEGER,
  "tell_to" TEXT,
  "tell_at" INTEGER,
  "tell_tries" INTEGER NOT NULL,
  "told_at" INTEGER,
  "order_id" TEXT,
  "kept" INTEGER NOT NULL,
  "actor_name" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  "ended_at" INTEGER,
  "ended_by_name" TEXT,
  "version" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "layaways_by_status_due_on" ON "layaways" ("status", "due_on");
CREATE INDEX "layaways_by_customer_id" ON "layaways" ("customer_id");
CREATE INDEX "layaways_by_location_id_status" ON "layaways" ("location_id", "status");
CREATE INDEX "layaways_by_number" ON "layaways" ("number");
CREATE TABLE "tenders_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('cash', 'card', 'test', 'historical', 'gift-card', 'store-credit', 'online', 'exchange', 'bank', 'layaway')),
  "amount" INTEGER NOT NULL,
  "given" INTEGER NOT NULL,
  "change" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "reference" TEXT NOT NULL,
  "original_tender_id" TEXT,
  "card" TEXT,
  "share" TEXT,
  "placed_at" INTEGER NOT NULL,
  "month" TEXT NOT NULL,
  "foreign_cash" TEXT,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "tenders_next" ("id", "order_id", "kind", "amount", "given", "change", "currency", "reference", "original_tender_id", "card", "share", "placed_at", "month", "foreign_cash")
SELECT "id", "order_id", "kind", "amount", "given", "change", "currency", "reference", "original_tender_id", "card", "share", "placed_at", "month", "foreign_cash" FROM "tenders";
DROP TABLE "tenders";
ALTER TABLE "tenders_next" RENAME TO "tenders";
CREATE INDEX "tenders_by_order_id" ON "tenders" ("order_id");
CREATE INDEX "tenders_by_original_tender_id" ON "tenders" ("original_tender_id");
CREATE INDEX tenders_last4 ON tenders (json_extract(card, '$.last4')) WHERE card IS NOT NULL;
CREATE TABLE "credit_accounts_next" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('gift-card', 'store-credit', 'layaway')),
  "code_hash" TEXT,
  "code_end" TEXT NOT NULL,
  "customer_id" TEXT,
  "currency" TEXT NOT NULL,
  "balance" INTEGER NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('active', 'blocked')),
  "expires_on" TEXT,
  "issued_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "credit_accounts_next" ("id", "kind", "code_hash", "code_end", "customer_id", "currency", "balance", "status", "expires_on", "issued_at", "updated_at")
SELECT "id", "kind", "code_hash", "code_end", "customer_id", "currency", "balance", "status", "expires_on", "issued_at", "updated_at" FROM "credit_accounts";
DROP TABLE "credit_accounts";
ALTER TABLE "credit_accounts_next" RENAME TO "credit_accounts";
CREATE INDEX "credit_accounts_by_code_hash" ON "credit_accounts" ("code_hash");
CREATE INDEX "credit_accounts_by_code_end" ON "credit_accounts" ("code_end");
CREATE INDEX "credit_accounts_by_customer_id" ON "credit_accounts" ("customer_id");
CREATE TABLE "order_flags_next" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "code" TEXT NOT NULL CHECK ("code" IN ('oversold', 'price-differs', 'unknown-item', 'duplicate-receipt', 'total-differs', 'over-refunded', 'over-limit', 'session-closed', 'historical-unlinked', 'invoiced-twice', 'refund-refused', 'taken-twice', 'payment-disputed', 'serial-twice', 'layaway-twice')),
  "details" TEXT NOT NULL,
  "placed_at" INTEGER NOT NULL,
  "raised_at" INTEGER NOT NULL,
  "resolved_at" INTEGER,
  "resolved_by" TEXT,
  "note" TEXT,
  "month" TEXT NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
INSERT INTO "order_flags_next" ("id", "order_id", "code", "details", "placed_at", "raised_at", "resolved_at", "resolved_by", "note", "month")
SELECT "id", "order_id", "code", "details", "placed_at", "raised_at", "resolved_at", "resolved_by", "note", "month" FROM "order_flags";
DROP TABLE "order_flags";
ALTER TABLE "order_flags_next" RENAME TO "order_flags";
CREATE INDEX "order_flags_by_order_id" ON "order_flags" ("order_id");
CREATE INDEX order_flags_open ON order_flags (order_id) WHERE resolved_at IS NULL;
-- The layaway that a basket hands over; a slip of one is what its printer may print.
ALTER TABLE desk_baskets ADD COLUMN layaway_id TEXT;
CREATE TABLE desk_print_jobs_next (
  seq INTEGER PRIMARY KEY,
  register_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'copy', 'gift', 'card', 'layaway', 'test')),
  -- of a slip: the layaway
  order_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'printed', 'dropped')),
  problem TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  done_at INTEGER,
  part INTEGER,
  credit_id TEXT
) STRICT;
INSERT INTO desk_print_jobs_next (seq, register_id, kind, order_id, state, problem, made_at, done_at, part, credit_id)
SELECT seq, register_id, kind, order_id, state, problem, made_at, done_at, part, credit_id FROM desk_print_jobs;
DROP TABLE desk_print_jobs;
ALTER TABLE desk_print_jobs_next RENAME TO desk_print_jobs;
CREATE INDEX desk_print_jobs_waiting ON desk_print_jobs (register_id, seq) WHERE state = 'waiting';
CREATE INDEX desk_print_jobs_of ON desk_print_jobs (order_id);
