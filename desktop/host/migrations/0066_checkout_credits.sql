-- What a checkout is paid with before a provider is asked. Checkouts stay in the cloud.
ALTER TABLE "checkouts" ADD COLUMN "credits" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "checkout_attempts" ADD COLUMN "credits" TEXT NOT NULL DEFAULT '[]';
