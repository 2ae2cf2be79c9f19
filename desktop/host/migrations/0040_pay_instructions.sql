-- What a shopper who pays later was told to do.
ALTER TABLE "payment_attempts" ADD COLUMN "instructions" TEXT NOT NULL DEFAULT '';
