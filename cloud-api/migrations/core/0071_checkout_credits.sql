-- What a checkout is paid with before a provider is asked, and what of it was set aside for a try to pay.
ALTER TABLE "checkouts" ADD COLUMN "credits" jsonb NOT NULL DEFAULT '[]';
ALTER TABLE "checkout_attempts" ADD COLUMN "credits" jsonb NOT NULL DEFAULT '[]';
