-- What is due of an order can be paid on its page, or by a link.
CREATE TABLE "due_payments" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('held', 'asked', 'action', 'taking', 'returning', 'done', 'declined', 'returned')),
  "method_id" text NOT NULL,
  "amount" bigint NOT NULL,
  "currency" text NOT NULL,
  "return_url" text NOT NULL,
  "action_url" text,
  "to_take" bigint NOT NULL,
  "captured" bigint NOT NULL,
  "given_back" bigint NOT NULL,
  "tender_id" uuid,
  "why" text NOT NULL,
  "tries" bigint NOT NULL,
  "next_at" timestamptz(3),
  "held_until" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "due_payments_by_order_id" ON "due_payments" ("tenant_id", "order_id");
CREATE INDEX "due_payments_by_next_at" ON "due_payments" ("tenant_id", "next_at");
-- The sweepers ask every tenant's at once for what is due, which is little of it.
CREATE INDEX due_payments_due ON due_payments (next_at) WHERE next_at IS NOT NULL;
CREATE TABLE "pay_letters" (
  "tenant_id" uuid NOT NULL,
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "sent_to" text NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('waiting', 'sent', 'failed')),
  "tries" bigint NOT NULL,
  "next_at" timestamptz(3),
  "sent_at" timestamptz(3),
  "asked_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX "pay_letters_by_order_id" ON "pay_letters" ("tenant_id", "order_id");
CREATE INDEX pay_letters_due ON pay_letters (next_at) WHERE next_at IS NOT NULL;
