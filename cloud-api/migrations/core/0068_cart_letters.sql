-- Letters about baskets that were left: whether a store writes them, who agreed, which were sent and who wants no more.
ALTER TABLE "store_settings" ADD COLUMN "cart_letters" jsonb;
ALTER TABLE "checkouts" ADD COLUMN "agreed_at" timestamptz(3);
ALTER TABLE "checkouts" ADD COLUMN "come_back_to" text;
ALTER TABLE "checkouts" ADD COLUMN "cart_letter_at" timestamptz(3);
CREATE TABLE "cart_letters" (
  "tenant_id" uuid NOT NULL,
  "checkout_id" uuid NOT NULL,
  "step" bigint NOT NULL,
  "store_id" uuid,
  "address_index" text NOT NULL,
  "token_hashes" jsonb NOT NULL,
  "send_at" timestamptz(3),
  "tries" bigint NOT NULL,
  "sent_at" timestamptz(3),
  "came_back_at" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "checkout_id", "step")
);
CREATE INDEX "cart_letters_by_address_index" ON "cart_letters" ("tenant_id", "address_index");
CREATE INDEX "cart_letters_by_created_at" ON "cart_letters" ("tenant_id", "created_at");
CREATE TABLE "letter_refusals" (
  "tenant_id" uuid NOT NULL,
  "address_index" text COLLATE "C" NOT NULL,
  "refused_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("tenant_id", "address_index")
);
-- Sweepers ask every tenant's at once for what is due.
CREATE INDEX checkouts_cart_letter_due ON checkouts (cart_letter_at) WHERE cart_letter_at IS NOT NULL;
CREATE INDEX cart_letters_due ON cart_letters (send_at) WHERE send_at IS NOT NULL;
