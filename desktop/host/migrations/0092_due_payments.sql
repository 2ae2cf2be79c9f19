-- Tries to pay what is due of an order, and letters that ask for it: the cloud's alone, and empty here.
CREATE TABLE "due_payments" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('held', 'asked', 'action', 'taking', 'returning', 'done', 'declined', 'returned')),
  "method_id" TEXT NOT NULL,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "return_url" TEXT NOT NULL,
  "action_url" TEXT,
  "to_take" INTEGER NOT NULL,
  "captured" INTEGER NOT NULL,
  "given_back" INTEGER NOT NULL,
  "tender_id" TEXT,
  "why" TEXT NOT NULL,
  "tries" INTEGER NOT NULL,
  "next_at" INTEGER,
  "held_until" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "due_payments_by_order_id" ON "due_payments" ("order_id");
CREATE INDEX "due_payments_by_next_at" ON "due_payments" ("next_at");
CREATE TABLE "pay_letters" (
  "id" TEXT NOT NULL,
  "order_id" TEXT NOT NULL,
  "sent_to" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('waiting', 'sent', 'failed')),
  "tries" INTEGER NOT NULL,
  "next_at" INTEGER,
  "sent_at" INTEGER,
  "asked_at" INTEGER NOT NULL,
  PRIMARY KEY ("id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "pay_letters_by_order_id" ON "pay_letters" ("order_id");
