-- Letters about baskets that were left: what a store writes is here; checkouts and what was sent about them stay in the cloud.
ALTER TABLE "store_settings" ADD COLUMN "cart_letters" TEXT;
ALTER TABLE "checkouts" ADD COLUMN "agreed_at" INTEGER;
ALTER TABLE "checkouts" ADD COLUMN "come_back_to" TEXT;
ALTER TABLE "checkouts" ADD COLUMN "cart_letter_at" INTEGER;
CREATE TABLE "cart_letters" (
  "checkout_id" TEXT NOT NULL,
  "step" INTEGER NOT NULL,
  "store_id" TEXT,
  "address_index" TEXT NOT NULL,
  "token_hashes" TEXT NOT NULL,
  "send_at" INTEGER,
  "tries" INTEGER NOT NULL,
  "sent_at" INTEGER,
  "came_back_at" INTEGER,
  "created_at" INTEGER NOT NULL,
  PRIMARY KEY ("checkout_id", "step")
) STRICT, WITHOUT ROWID;
CREATE INDEX "cart_letters_by_address_index" ON "cart_letters" ("address_index");
CREATE INDEX "cart_letters_by_created_at" ON "cart_letters" ("created_at");
CREATE TABLE "letter_refusals" (
  "address_index" TEXT NOT NULL,
  "refused_at" INTEGER NOT NULL,
  PRIMARY KEY ("address_index")
) STRICT, WITHOUT ROWID;
